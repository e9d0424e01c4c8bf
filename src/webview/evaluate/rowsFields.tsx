import type { VNode } from 'preact';
import { shownName } from '../../core/format/sentence';
import { Checkbox, Select } from '../ui/controls';
import { LOSSES, lossLabel } from '../ui/lossLabels';
import { isAsTrained, rowsProblem, type RowsKind } from './rowsChoice';
import { data, losses, rowsChoice, trainedSplit } from './state';

const NAMES: Readonly<Record<RowsKind, string>> = {
  all: 'All rows',
  validation: 'The part for validation',
  training: 'The part for training',
  own: 'The part for validation of the file',
};

/** Which rows, and by which loss their targets are understood. */
export function RowsFields(): VNode | null {
  const table = data.rows.value;
  const outputs = data.model.value?.outputs ?? [];
  if (table === null) return null;
  const choice = rowsChoice.value;
  const kinds: readonly RowsKind[] = [
    'all',
    ...(table.validation === null ? [] : (['own'] as const)),
    'validation',
    'training',
  ];
  const isSplit = choice.kind === 'validation' || choice.kind === 'training';
  const problem = rowsProblem(choice);
  return (
    <section class="evaluateFields" aria-label="Rows and loss">
      <Select
        label="Rows"
        value={choice.kind}
        choices={kinds.map((kind) => ({ value: kind, label: NAMES[kind] }))}
        onChange={(kind) => {
          rowsChoice.value = { ...choice, kind };
        }}
      />
      {isSplit && (
        <>
          <Field
            label="Share for validation"
            value={choice.fraction}
            step={0.05}
            onChange={(fraction) => {
              rowsChoice.value = { ...choice, fraction };
            }}
          />
          <Field
            label="Seed"
            value={choice.seed}
            step={1}
            onChange={(seed) => {
              rowsChoice.value = { ...choice, seed };
            }}
          />
          <Checkbox
            label="By class"
            title="Keeps the shares of the classes, as training does"
            checked={choice.stratified}
            onChange={(stratified) => {
              rowsChoice.value = { ...choice, stratified };
            }}
          />
        </>
      )}
      {outputs.map((output, i) => (
        <Select
          key={i}
          label={outputs.length === 1 ? 'Loss' : `Loss of ${shownName(output.name)}`}
          title="Says what the targets are, and so how answers are judged"
          value={losses.value[i] ?? 'meanSquaredError'}
          choices={LOSSES.map((value) => ({ value, label: lossLabel(value) }))}
          onChange={(loss) => {
            losses.value = losses.value.map((old, at) => (at === i ? loss : old));
          }}
        />
      ))}
      <p class="evaluateDim" role={problem === null ? undefined : 'alert'}>
        {problem ?? rowsNote(choice.kind, isAsTrained(choice, trainedSplit.value))}
      </p>
    </section>
  );
}

/** What a number on these rows is worth. */
function rowsNote(kind: RowsKind, isTrained: boolean): string {
  switch (kind) {
    case 'all':
      return 'Rows that the model was trained on look better than new ones.';
    case 'training':
      return 'How good the model is on rows that it was trained on, if it was trained with this split.';
    case 'validation':
      return isTrained
        ? 'The split of the last training in this workspace: the model was not trained on these rows.'
        : 'Draw the same split as the training did, or rows that it was trained on are among these.';
    case 'own':
      return 'Kept apart by whoever made the file.';
  }
}

function Field({
  label,
  value,
  step,
  onChange,
}: {
  readonly label: string;
  readonly value: number;
  readonly step: number;
  readonly onChange: (value: number) => void;
}): VNode {
  return (
    <label class="control">
      <span class="control-label">{label}</span>
      <input
        class="number"
        type="number"
        min={0}
        step={step}
        value={Number.isNaN(value) ? '' : value}
        onInput={(event) => onChange(event.currentTarget.valueAsNumber)}
      />
    </label>
  );
}
