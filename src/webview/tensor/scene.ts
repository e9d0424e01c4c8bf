import type { MatrixView } from '../../core/model/matrixView';
import type { Axis } from '../../core/model/model';
import type { CellSource } from './grid/cellSource';
import type { Frame } from './heatmap/frame';
import type { Cell } from './selection';
import type { Summary } from './settings';
import type { TileSource } from './tiles/tileSource';
import type { Extent, Viewport } from './viewport';

/** What a picture of a matrix is drawn from, on screen and into a file. */
export interface Scene {
  readonly axes: readonly Axis[];
  readonly view: MatrixView;
  readonly extent: Extent;
  readonly viewport: Viewport;
  readonly frame: Frame;
  /** Device pixels a CSS pixel. */
  readonly ratio: number;
  readonly tiles: TileSource;
  readonly cells: CellSource;
  readonly limit: number | null;
  readonly summary: Summary;
  readonly look: Look;
  readonly selection: Extent | null;
  readonly gridWindow: Extent | null;
  readonly hovered: Cell | null;
  /** Milliseconds after which no more tiles are coloured in this frame; they keep their old picture for one more. */
  readonly paintBudget: number;
}

/** Colours and fonts of the theme, for the canvas. */
export interface Look {
  readonly dark: boolean;
  readonly background: string;
  readonly foreground: string;
  readonly muted: string;
  readonly focus: string;
  readonly fontFamily: string;
}

export type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** Left edge of a column and upper edge of a row on the canvas, in CSS pixels. */
export function columnX({ frame, viewport }: Scene, column: number): number {
  return frame.left + (column - viewport.x) * viewport.scaleX;
}

export function rowY({ frame, viewport }: Scene, row: number): number {
  return frame.top + (row - viewport.y) * viewport.scaleY;
}
