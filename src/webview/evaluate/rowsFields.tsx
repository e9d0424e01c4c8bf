import type { VNode } from 'preact';
import { shownName } from '../../core/format/sentence';
import { SplitFields } from '../data/splitFields';
import { Select } from '../ui/controls';
import { LOSSES, lossLabel } from '../ui/lossLabels';
import { isAsTrained, type RowsKind } from './rowsChoice';
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
        <SplitFields
          value={choice}
          onChange={(change) => {
            rowsChoice.value = { ...choice, ...change };
          }}
        />
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
      <p class="evaluateDim">{rowsNote(choice.kind, isAsTrained(choice, trainedSplit.value))}</p>
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
