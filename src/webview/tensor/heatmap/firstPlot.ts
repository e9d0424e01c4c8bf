import { defaultView } from '../../../core/model/matrixView';
import type { Size } from '../../ui/elementSize';
import { DIGIT_WIDTH, frameOf, outerHeight } from './frame';
import { type PlannedTile, planTiles } from '../tiles/tilePlan';
import { extentOf } from '../viewChoice';
import { type Extent, firstFit, length } from '../viewport';

/** The heatmap takes at most this share of the window's height, the rest is the grid's. */
const HEIGHT_SHARE = 0.46;
const LEAST_ROOM = 160;
const MIN_PLOT_HEIGHT = 40;

/** What the last heatmap of the page was given; the next lies in the same place. */
let last: { readonly width: number; readonly mostHeight: number } | undefined;

/** @param wanted Height that the heatmap asked for: where it got less, there was no more. */
export function noteRoom({ width, height }: Size, wanted: number): void {
  last = { width, mostHeight: height < wanted - 1 ? height : Infinity };
}

/** Width of the next heatmap, 0 where none has been shown yet. */
export function expectedWidth(): number {
  return last?.width ?? 0;
}

/** Height of a plot that shows an extent, and that leaves the grid its share of the window. */
export function plotHeight(extent: Extent, width: number): number {
  const room = Math.max(LEAST_ROOM, window.innerHeight * HEIGHT_SHARE);
  const ideal = firstFit(extent, { width, height: room });
  return Math.max(MIN_PLOT_HEIGHT, Math.min(room, length(extent.rows) * ideal.scaleY));
}

/** Tiles of the picture that a tensor of this shape is shown as first; none where that cannot be told. */
export function firstTiles(shape: readonly number[]): readonly PlannedTile[] {
  if (last === undefined || shape.includes(0)) return [];
  const view = defaultView(shape);
  const extent = extentOf(shape, [], view, null);
  const frameIn = (height: number): ReturnType<typeof frameOf> =>
    frameOf({ width: last?.width ?? 0, height }, extent, [], view, DIGIT_WIDTH);
  const frame = frameIn(0);
  const height = outerHeight(frame, plotHeight(extent, frame.plot.width));
  const { plot } = frameIn(Math.min(last.mostHeight, height));
  return planTiles(firstFit(extent, plot), extent, plot);
}
