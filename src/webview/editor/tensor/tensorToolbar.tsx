import type { ComponentChildren, VNode } from 'preact';
import { Segments } from '../../ui/controls';
import { ColorScale } from './colorScale';
import { summary, type Tab } from '../../tensor/settings';
import type { TensorState } from '../../tensor/tensorState';
import { levelFor } from '../../tensor/tiles/tilePlan';
import { ViewControls } from '../../tensor/viewControls';
import { ZoomButtons } from '../../tensor/heatmap/zoomButtons';

/** One row above the picture: what is shown of the tensor at its left, what the colours mean at its right. */
export function TensorToolbar({
  state,
  hasPicture,
  children,
}: {
  readonly state: TensorState;
  /** Strings have a grid only. */
  readonly hasPicture: boolean;
  readonly children?: ComponentChildren;
}): VNode {
  return (
    <div class="tensor-bar" role="toolbar" aria-label="View">
      {children}
      <ViewControls state={state} />
      {hasPicture && (
        <>
          <ZoomButtons state={state} />
          <SummaryChoice state={state} />
          <ColorScale state={state} />
        </>
      )}
    </div>
  );
}

/** Filters or matrix, for the kernels that have both. */
export function TabChoice({ state }: { state: TensorState }): VNode {
  return (
    <Segments<Tab>
      label="Show as"
      value={state.tab.value}
      choices={[
        { value: 'filters', label: 'Filters', title: 'One picture for each filter' },
        { value: 'matrix', label: 'Matrix', title: 'Two axes as rows and columns' },
      ]}
      onChange={(tab) => {
        state.tab.value = tab;
      }}
    />
  );
}

/** What a pixel shows that covers several cells; where none does, there is nothing to choose. */
function SummaryChoice({ state }: { state: TensorState }): VNode | null {
  const viewport = state.viewport.value;
  const level = viewport === null ? { x: 0, y: 0 } : levelFor(viewport);
  if (level.x === 0 && level.y === 0) return null;
  return (
    <Segments
      label="A pixel that covers several cells shows"
      value={summary.value}
      choices={[
        { value: 'mean', label: 'Mean', title: 'The mean of the cells that a pixel covers' },
        {
          value: 'extreme',
          label: 'Peaks',
          title: 'Of the cells that a pixel covers, the value farthest from zero',
        },
      ]}
      onChange={(chosen) => {
        summary.value = chosen;
      }}
    />
  );
}
