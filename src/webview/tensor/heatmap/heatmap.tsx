import { type Signal, useComputed, useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { useElementSize } from '../../ui/elementSize';
import { track } from '../../ui/track';
import type { CellActions } from '../cellEditing';
import { expectedWidth, noteRoom, plotHeight } from './firstPlot';
import { DIGIT_WIDTH, frameOf, outerHeight } from './frame';
import { attachInput } from './heatmapInput';
import { HeatmapTip } from './heatmapTip';
import { keepDrawn } from './keepDrawn';
import { follow } from '../linked';
import { look } from '../look';
import type { Scene } from '../scene';
import { block, type Cell } from '../selection';
import { type Summary, summary } from '../settings';
import { NumberText } from '../spoken';
import type { TensorState } from '../tensorState';
import { firstFit, fit, keepInside, visible } from '../viewport';

/** A frame has 16 ms for all; colouring a tile takes one or two. */
const PAINT_MS = 3;
/**
 * A heatmap that has not been moved for so long is at rest, and the grid follows. To draw a page of
 * the grid takes most of a frame: while the heatmap moves, that frame is its own.
 */
const REST_MS = 150;

/** A version of a tensor, and what it is called. */
export interface NamedState {
  readonly label: string;
  readonly state: TensorState;
}

export interface LinkedHeatmap {
  readonly of: string;
  /** All that are linked: the tip of the one under the pointer tells the values of each. */
  readonly versions: readonly NamedState[];
  /** The cell under the pointer in any of them. */
  readonly hovered: Signal<Cell | null>;
  /** In place of the person's own choice. */
  readonly summary?: Summary;
}

export function Heatmap({
  state,
  onCopy,
  edits,
  linked,
}: {
  readonly state: TensorState;
  readonly onCopy: () => void;
  /** Null where values cannot be edited. */
  readonly edits: CellActions | null;
  /** One of several that show the same place. */
  readonly linked?: LinkedHeatmap;
}): VNode {
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const ownHovered = useSignal<Cell | null>(null);
  const isPointed = useSignal(false);
  const hovered = linked?.hovered ?? ownHovered;
  const size = useElementSize(box, expectedWidth);
  const { axes } = state.detail;

  const frame = useComputed(() => {
    const shown = state.extent.value;
    return (outer: { width: number; height: number }) =>
      frameOf(outer, shown, axes, state.view.value, DIGIT_WIDTH);
  }).value(size);
  const { width, height } = frame.plot;

  const wanted = outerHeight(frame, plotHeight(state.extent.value, width));

  useLayoutEffect(() => {
    state.plot.value = { width, height };
    if (width === 0 || height === 0) return;
    if (linked === undefined) noteRoom(size, wanted);
    const extent = state.extent.peek();
    const shown = state.viewport.peek();
    if (shown === null) state.fitted.value = 'first';
    const kind = state.fitted.peek();
    state.viewport.value =
      shown === null || kind === 'first'
        ? firstFit(extent, frame.plot)
        : kind === null
          ? keepInside(shown, extent, frame.plot)
          : fit(kind, extent, frame.plot);
  }, [state, width, height, state.extent.value, state.viewport.value === null]);

  useLayoutEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context || width === 0 || height === 0) return undefined;
    const scene = (): Scene | null => {
      const viewport = state.viewport.value;
      if (viewport === null) return null;
      const selection = state.selection.value;
      return {
        axes,
        view: state.view.value,
        extent: state.extent.value,
        viewport,
        frame,
        ratio: window.devicePixelRatio,
        tiles: state.tiles,
        cells: state.cells,
        limit: state.limit.value,
        summary: linked?.summary ?? summary.value,
        look: look.value,
        selection: selection === null ? null : block(selection),
        gridWindow: state.gridWindow.value,
        hovered: hovered.value,
        paintBudget: PAINT_MS,
      };
    };
    return keepDrawn(state, { element, context, size }, scene);
  }, [state, size.width, size.height, frame.left, frame.top]);

  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    let resting: ReturnType<typeof setTimeout> | undefined;
    const detach = attachInput({
      element,
      state,
      origin: () => frame,
      copy: onCopy,
      edits,
      hover: (cell) => {
        isPointed.value = cell !== null;
        hovered.value = cell;
      },
      move: (viewport) => {
        state.fitted.value = null;
        state.viewport.value = viewport;
        clearTimeout(resting);
        resting = setTimeout(() => leadGrid(state), REST_MS);
      },
    });
    return () => {
      clearTimeout(resting);
      detach();
    };
  }, [state, frame.left, frame.top]);

  const problem = useComputed(() => {
    track(state.tilesArrived, state.view);
    return state.tiles.problem;
  });
  return (
    <div
      class="heatmap"
      ref={box}
      role="application"
      aria-roledescription="heatmap"
      aria-label={`Heatmap of ${linked === undefined ? '' : `${linked.of}, `}${state.detail.name}. Arrow keys move the selected cell, plus and minus zoom.`}
      tabIndex={0}
      style={{ flexBasis: `${wanted}px` }}
    >
      <canvas ref={canvas} aria-hidden="true" />
      <span class="heatmap-preview">Preview from a sample; all values follow</span>
      {isPointed.value && (
        <HeatmapTip
          state={state}
          hovered={hovered}
          frame={frame}
          {...(linked === undefined
            ? {}
            : {
                versions: linked.versions,
                left: box.current?.getBoundingClientRect().left ?? 0,
              })}
        />
      )}
      {linked === undefined && <NumberText state={state} />}
      {problem.value !== undefined && problem.value !== state.detail.problem && (
        <p class="tensor-problem heatmap-problem" role="alert">
          {problem.value}
        </p>
      )}
    </div>
  );
}

/** The grid comes along when the heatmap has been moved away from what it shows. */
function leadGrid(state: TensorState): void {
  const shown = state.gridWindow.peek();
  const viewport = state.viewport.peek();
  if (shown === null || viewport === null) return;
  const leader = visible(viewport, state.extent.peek(), state.plot.peek());
  const row = follow(leader.rows, shown.rows);
  const column = follow(leader.columns, shown.columns);
  if (Math.abs(row - shown.rows.start) < 1 && Math.abs(column - shown.columns.start) < 1) return;
  state.gridScroll.value = { row, column };
}
