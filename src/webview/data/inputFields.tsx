import type { VNode } from 'preact';
import type { InputChoice, Scaling } from '../../core/dataset/choice';
import { type DataInput, sizeOf } from '../../core/dataset/dataModel';
import { counted } from '../ui/amounts';
import { Select } from '../ui/controls';
import { shortNumber } from '../ui/numberFormat';
import { ColumnPicker } from './columnPicker';
import type { DataState } from './dataState';
import { FieldGroup, NumberBox } from './field';

/** Pixels of images are bytes. */
const USUAL_DIVISOR = 255;

/** Which columns go into an input, and what is done to their numbers. */
export function InputFields({
  data,
  input,
  choice,
  index,
}: {
  readonly data: DataState;
  readonly input: DataInput;
  readonly choice: InputChoice;
  readonly index: number;
}): VNode {
  return (
    <FieldGroup
      title={
        <>
          Input <bdi>{input.name}</bdi>
        </>
      }
      detail={`takes ${shapeText(input.shape)} a row`}
      problem={data.problemAt('input', index)}
    >
      <ColumnPicker
        label="Columns"
        of={input.name}
        columns={data.rows.value?.columns ?? []}
        chosen={choice.columns}
        onChange={(columns) => data.changeInput(index, { columns })}
      />
      {input.indices === null ? (
        <ScalingFields
          scaling={choice.scaling}
          mode={data.mode}
          asTrained={data.asTrained.value[index] ?? null}
          onChange={(scaling) => data.changeInput(index, { scaling })}
        />
      ) : (
        <p class="dataDim">
          Whole numbers from 0 to {input.indices - 1}, rows of an Embedding: they stay as they are.
        </p>
      )}
    </FieldGroup>
  );
}

function shapeText(shape: DataInput['shape']): string {
  const size = sizeOf(shape);
  if (shape.length <= 1)
    return size === undefined ? 'any count of numbers' : counted(size, 'number');
  return shape.map((length) => length ?? 'any').join(' × ') + ' numbers';
}

function ScalingFields({
  scaling,
  mode,
  asTrained,
  onChange,
}: {
  readonly scaling: Scaling;
  readonly mode: DataState['mode'];
  readonly asTrained: Scaling | null;
  readonly onChange: (scaling: Scaling) => void;
}): VNode {
  const isAsTrained = asTrained !== null && sameScaling(scaling, asTrained);
  const choices = [
    ...(asTrained === null ? [] : [{ value: 'asTrained', label: 'As the model was trained' }]),
    { value: 'none', label: 'None' },
    ...(mode === 'training'
      ? [{ value: 'standardise', label: 'Standardise, by the training rows' }]
      : []),
    { value: 'divide', label: 'Divide by a number' },
    ...(scaling.kind === 'given' && !isAsTrained
      ? [{ value: 'given', label: 'As chosen before' }]
      : []),
  ];
  const choose = (kind: string): void => {
    if (kind === 'asTrained' && asTrained !== null) onChange(asTrained);
    if (kind === 'none' || kind === 'standardise') onChange({ kind });
    if (kind === 'divide') onChange({ kind, by: USUAL_DIVISOR });
  };
  return (
    <div class="dataLine">
      <Select
        label="Scaling"
        title="What is done to the numbers before the model gets them. It has to be the same wherever the model is used"
        value={isAsTrained ? 'asTrained' : scaling.kind}
        choices={choices}
        onChange={choose}
      />
      {scaling.kind === 'divide' && !isAsTrained && (
        <NumberBox
          label="by"
          title="Every number of the input is divided by it"
          min={0}
          step="any"
          value={scaling.by}
          onChange={(by) => onChange({ kind: 'divide', by })}
        />
      )}
      <p class="dataDim">{about(scaling)}</p>
      {mode === 'evaluation' && asTrained === null && (
        <p class="dataDim">
          The model does not say how its inputs were scaled in training: choose what was done then.
        </p>
      )}
    </div>
  );
}

function sameScaling(a: Scaling, b: Scaling): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function about(scaling: Scaling): string {
  switch (scaling.kind) {
    case 'none':
      return 'The model gets the numbers as they are.';
    case 'standardise':
      return 'To mean 0 and population std 1 of each column, both of the training rows alone.';
    case 'divide':
      return `value ÷ ${shortNumber(scaling.by)}`;
    case 'given':
      return `(value − mean) ÷ std: mean ${someOf(scaling.mean)}, std ${someOf(scaling.std)}`;
  }
}

function someOf(values: readonly number[]): string {
  const some = values.slice(0, 4).map((value) => shortNumber(value));
  return some.join(', ') + (values.length > some.length ? ' …' : '');
}
