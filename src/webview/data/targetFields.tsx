import type { VNode } from 'preact';
import type { TargetChoice } from '../../core/dataset/choice';
import { type DataOutput, sizeOf } from '../../core/dataset/dataModel';
import { counted } from '../ui/amounts';
import { Select } from '../ui/controls';
import { ColumnPicker } from './columnPicker';
import type { DataState } from './dataState';
import { FieldGroup } from './field';

/** A longer list box is slower to go through than a filter. */
const MOST_LISTED = 200;

/** Classes that are told beside their output. */
const MOST_TOLD = 12;

/** Which columns hold what an output should say, and which class is which. */
export function TargetFields({
  data,
  output,
  choice,
  index,
}: {
  readonly data: DataState;
  readonly output: DataOutput;
  readonly choice: TargetChoice;
  readonly index: number;
}): VNode {
  const size = sizeOf(output.shape);
  return (
    <FieldGroup
      title={
        <>
          Output <bdi>{output.name}</bdi>
        </>
      }
      detail={`gives ${size === undefined ? 'numbers' : counted(size, 'number')} a row${output.activation === null ? '' : `, ${output.activation}`}`}
      problem={data.problemAt('target', index)}
    >
      <TargetColumns data={data} output={output} choice={choice} index={index} />
      <Classes data={data} choice={choice} index={index} />
    </FieldGroup>
  );
}

interface TargetProps {
  readonly data: DataState;
  readonly choice: TargetChoice;
  readonly index: number;
}

const SEVERAL = '\u0000several';
const NONE = '\u0000none';

function TargetColumns({
  data,
  output,
  choice,
  index,
}: TargetProps & { readonly output: DataOutput }): VNode {
  const columns = data.rows.value?.columns ?? [];
  const choose = (names: readonly string[]): void =>
    data.changeTarget(index, { columns: names, classes: null });
  if (choice.columns.length > 1 || columns.length > MOST_LISTED)
    return (
      <ColumnPicker
        label="Target"
        of={output.name}
        columns={columns}
        chosen={choice.columns}
        onChange={choose}
      />
    );
  const [chosen] = choice.columns;
  return (
    <Select
      label="Target"
      title="The column of what the model should say"
      value={chosen ?? NONE}
      choices={[
        ...(chosen === undefined ? [{ value: NONE, label: 'Choose a column' }] : []),
        ...columns.map(({ name }) => ({ value: name, label: name })),
        { value: SEVERAL, label: 'Several columns …' },
      ]}
      onChange={(value) => {
        if (value === SEVERAL) choose(columns.slice(-2).map(({ name }) => name));
        else if (value !== NONE) choose([value]);
      }}
    />
  );
}

/** Which label is which output: as the data or the user has it. */
function Classes({ data, choice, index }: TargetProps): VNode | null {
  const found = data.check.value?.classes[index] ?? null;
  const classes = choice.classes ?? found;
  if (classes === null) return null;
  const told = classes.slice(0, MOST_TOLD).map((label, i) => `${i} ${label}`);
  return (
    <details class="dataClasses">
      <summary>
        Classes: <bdi>{told.join(' · ') + (classes.length > MOST_TOLD ? ' …' : '')}</bdi>
      </summary>
      <label>
        <span class="dataDim">
          Labels in the order of the outputs, one a line
          {choice.classes === null ? '; now in the order of their texts' : ''}:
        </span>
        <textarea
          class="dataText"
          rows={Math.min(Math.max(2, classes.length), 10)}
          spellcheck={false}
          value={classes.join('\n')}
          onChange={(event) => {
            const lines = event.currentTarget.value.split('\n').map((line) => line.trim());
            const named = lines.filter((line) => line !== '');
            data.changeTarget(index, { classes: named.length === 0 ? null : named });
          }}
        />
      </label>
      {choice.classes !== null && (
        <button
          type="button"
          class="action"
          onClick={() => data.changeTarget(index, { classes: null })}
        >
          As the data has them
        </button>
      )}
    </details>
  );
}
