import { type Signal, useSignalEffect } from '@preact/signals';
import type { VNode } from 'preact';
import { coveredText, exactText, placeText } from '../cellText';
import type { Frame } from './frame';
import type { NamedState } from './heatmap';
import type { Cell } from '../selection';
import { numberFormat } from '../settings';
import { storedText } from '../storedText';
import type { TensorState } from '../tensorState';
import { track } from '../../ui/track';

/** Share of the page's width up to which a tip that may reach over other heatmaps lies right of its cell. */
const TIP_SIDE = 0.7;

interface Props {
  readonly state: TensorState;
  readonly hovered: Signal<Cell | null>;
  readonly frame: Frame;
  /** Versions of the tensor whose values are told together. */
  readonly versions?: readonly NamedState[];
  /** Where the heatmap begins in the page, in CSS pixels: with others beside it, the tip may reach over them. */
  readonly left?: number;
}

/** What lies under the pointer: axis names, index, exact value, and what the pixel covers if more. */
export function HeatmapTip({ state, hovered, frame, versions = [], left }: Props): VNode | null {
  useSignalEffect(() => {
    const cell = hovered.value;
    if (cell === null) return;
    const { row, column } = cell;
    const here = {
      rows: { start: row, end: row + 1 },
      columns: { start: column, end: column + 1 },
    };
    state.cells.want('hover', here);
    for (const version of versions) version.state.cells.want('hover', here);
    if (state.help.isEdited(state.detail.weight)) state.stored.want('hover', here);
  });
  const cell = hovered.value;
  const viewport = state.viewport.value;
  track(state.arrived, state.tilesArrived, ...versions.map((version) => version.state.arrived));
  if (cell === null || viewport === null) return null;
  const x = frame.left + (cell.column + 1 - viewport.x) * viewport.scaleX;
  const y = frame.top + (cell.row + 1 - viewport.y) * viewport.scaleY;
  const onBottom = y > frame.top + frame.plot.height * 0.6;
  const onRight =
    left === undefined
      ? x > frame.left + frame.plot.width * 0.6
      : left + x > window.innerWidth * TIP_SIDE;
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
      {versions.length === 0 ? (
        <strong>{exactText(state, cell, numberFormat.value) ?? '…'}</strong>
      ) : (
        <dl class="heatmap-versions">
          {versions.map((version) => (
            <div key={version.label}>
              <dt>{version.label}</dt>
              <dd>{exactText(version.state, cell, numberFormat.value) ?? '…'}</dd>
            </div>
          ))}
        </dl>
      )}
      {before !== undefined && <div>was {before}</div>}
      {covered !== undefined && <div>{covered}</div>}
    </div>
  );
}
