import { type Signal, useSignalEffect } from '@preact/signals';
import type { VNode } from 'preact';
import { coveredText, exactText, placeText } from './cellText';
import type { Frame } from './frame';
import type { Cell } from './selection';
import { numberFormat } from './settings';
import { storedText } from './storedText';
import type { TensorState } from './tensorState';
import { track } from '../ui/track';

interface Props {
  readonly state: TensorState;
  readonly hovered: Signal<Cell | null>;
  readonly frame: Frame;
}

/** What lies under the pointer: axis names, index, exact value, and what the pixel covers if more. */
export function HeatmapTip({ state, hovered, frame }: Props): VNode | null {
  useSignalEffect(() => {
    const cell = hovered.value;
    if (cell === null) return;
    const { row, column } = cell;
    const here = {
      rows: { start: row, end: row + 1 },
      columns: { start: column, end: column + 1 },
    };
    state.cells.want('hover', here);
    if (state.help.isEdited(state.detail.weight)) state.stored.want('hover', here);
  });
  const cell = hovered.value;
  const viewport = state.viewport.value;
  track(state.arrived, state.tilesArrived);
  if (cell === null || viewport === null) return null;
  const x = frame.left + (cell.column + 1 - viewport.x) * viewport.scaleX;
  const y = frame.top + (cell.row + 1 - viewport.y) * viewport.scaleY;
  const onBottom = y > frame.top + frame.plot.height * 0.6;
  const onRight = x > frame.left + frame.plot.width * 0.6;
  const before = storedText(state, cell, numberFormat.value);
  const covered = coveredText(state, cell);
  return (
    <div
      class="heatmap-tip"
      style={{
        ...(onBottom
          ? { bottom: `${frame.top + frame.plot.height - y + viewport.scaleY + 12}px` }
          : { top: `${y + 6}px` }),
        ...(onRight
          ? { right: `${frame.left + frame.plot.width - x + viewport.scaleX + 8}px` }
          : { left: `${x + 6}px` }),
      }}
    >
      <div>{placeText(state, cell)}</div>
      <strong>{exactText(state, cell, numberFormat.value) ?? '…'}</strong>
      {before !== undefined && <div>was {before}</div>}
      {covered !== undefined && <div>{covered}</div>}
    </div>
  );
}
