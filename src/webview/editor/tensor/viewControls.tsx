import type { VNode } from 'preact';
import { Button, Segments, Select } from '../../ui/controls';
import { indexText, partText } from './axisText';
import { SlicePicker } from './slicePicker';
import type { TensorState } from './tensorState';
import { partedAxis, sliceAxes, transposed, withAxis } from './viewChoice';

/** Which two axes are shown, at which index of the others, and which gate. */
export function ViewControls({ state }: { state: TensorState }): VNode | null {
  const { shape, axes } = state.detail;
  const view = state.view.value;
  if (shape.length === 0) return null;
  const parted = partedAxis(axes, view);
  const gates = parted === undefined ? undefined : axes[parted]?.parts;
  const choices = axes.map((axis, i) => ({
    value: String(i),
    label: `${axis.name} (${axis.size})`,
  }));
  if (shape.length < 2 && gates === undefined) return null;
  return (
    <div class="tensor-view" role="group" aria-label="View">
      {shape.length > 2 && view.rowAxis !== null && (
        <Select
          label="Rows"
          value={String(view.rowAxis)}
          choices={choices}
          onChange={(axis) => state.setView(withAxis(view, 'rowAxis', Number(axis)))}
        />
      )}
      {shape.length > 2 && (
        <Select
          label="Columns"
          value={String(view.columnAxis)}
          choices={choices}
          onChange={(axis) => state.setView(withAxis(view, 'columnAxis', Number(axis)))}
        />
      )}
      {view.rowAxis !== null && (
        <Button
          title="Rows and columns change places"
          onClick={() => state.setView(transposed(view))}
        >
          Transpose
        </Button>
      )}
      {sliceAxes(shape, view).map((axis) =>
        axes[axis]?.name === 'part' && axes[axis].size === 2 ? (
          <Segments
            key={axis}
            label="Part of the complex number"
            value={String(view.at[axis] ?? 0)}
            choices={[0, 1].map((part) => ({
              value: String(part),
              label: indexText(axes[axis], part),
              title: part === 0 ? 'Real part' : 'Imaginary part',
            }))}
            onChange={(part) => setSlice(state, axis, Number(part))}
          />
        ) : (
          <SlicePicker
            key={axis}
            name={axes[axis]?.name ?? `axis ${axis}`}
            size={shape[axis] ?? 1}
            value={view.at[axis] ?? 0}
            onChange={(index) => setSlice(state, axis, index)}
          />
        ),
      )}
      {gates !== undefined && (
        <Segments
          label="Gate"
          value={String(state.part.value ?? 'all')}
          choices={[
            { value: 'all', label: 'All', title: 'All gates side by side' },
            ...gates.map((gate, i) => ({ value: String(i), label: partText(gate) })),
          ]}
          onChange={(gate) => state.setView(view, gate === 'all' ? null : Number(gate))}
        />
      )}
    </div>
  );
}

function setSlice(state: TensorState, axis: number, index: number): void {
  const view = state.view.peek();
  state.setView({ ...view, at: view.at.map((old, i) => (i === axis ? index : old)) });
}
