import type { VNode } from 'preact';
import { Segments, Select, ToolButton } from '../ui/controls';
import { indexText, isNamed, partName, partText } from './axisText';
import { SlicePicker } from './slicePicker';
import type { TensorState } from './tensorState';
import { partedAxis, sliceAxes, transposed, withAxis, withIndex } from './viewChoice';

/** Which two axes are shown, at which index of the others, and which gate. */
export function ViewControls({ state }: { state: TensorState }): VNode | null {
  const { shape, axes } = state.detail;
  const view = state.view.value;
  if (shape.length === 0) return null;
  const parted = partedAxis(axes, view);
  const partedBy = parted === undefined ? undefined : axes[parted];
  const choices = axes.map((axis, i) => ({
    value: String(i),
    label: `${axis.name} (${axis.size})`,
  }));
  return (
    <div class="tensor-view" role="group" aria-label="Axes">
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
      {(shape.length === 1 || view.rowAxis !== null) && (
        <ToolButton
          glyph="arrow-swap"
          label="Transpose"
          title="Transpose: rows and columns change places"
          onClick={() => state.setView(transposed(view))}
        />
      )}
      {sliceAxes(shape, view).map((axis) => (
        <SliceChoice key={axis} state={state} axis={axis} index={view.at[axis] ?? 0} />
      ))}
      {partedBy?.parts !== undefined && (
        <Segments
          label={`Which ${partName(partedBy)}`}
          value={String(state.part.value ?? 'all')}
          choices={[
            { value: 'all', label: 'All', title: `All ${partName(partedBy)}s side by side` },
            ...partedBy.parts.map((gate, i) => ({
              value: String(i),
              label: gate,
              title: partText(gate),
              spoken: partText(gate),
            })),
          ]}
          onChange={(gate) => state.setView(view, gate === 'all' ? null : Number(gate))}
        />
      )}
    </div>
  );
}

/** Names where the indices have names (real, imaginary), else a number. */
function SliceChoice({
  state,
  axis: number,
  index,
}: {
  readonly state: TensorState;
  readonly axis: number;
  readonly index: number;
}): VNode | null {
  const axis = state.detail.axes[number];
  if (axis === undefined) return null;
  if (!isNamed(axis)) {
    return (
      <SlicePicker
        name={axis.name}
        size={axis.size}
        value={index}
        onChange={(next) => setSlice(state, number, next)}
      />
    );
  }
  return (
    <Segments
      label={axis.name}
      value={String(index)}
      choices={Array.from({ length: axis.size }, (_, i) => ({
        value: String(i),
        label: indexText(axis, i),
      }))}
      onChange={(next) => setSlice(state, number, Number(next))}
    />
  );
}

function setSlice(state: TensorState, axis: number, index: number): void {
  const size = state.detail.shape[axis] ?? 1;
  state.setView(withIndex(state.view.peek(), axis, index, size));
}
