import type { VNode } from 'preact';
import type { ValidationRequest } from '../../protocol/data';
import { Checkbox, Segments } from '../ui/controls';
import { USUAL_VALIDATION } from './beginnings';
import type { DataState } from './dataState';
import { FieldGroup, NumberBox } from './field';
import { SourceFields } from './sourceFields';

type Kind = 'none' | 'fraction' | 'own' | 'file';

const KINDS = {
  none: { label: 'None', title: 'All rows are trained on' },
  fraction: { label: 'Part of the rows', title: 'Drawn at random, and not trained on' },
  own: { label: 'Of the file', title: 'The rows for testing that the data itself holds' },
  file: { label: 'Another file', title: 'All rows of a second file' },
} as const;

/** Which rows are not trained on, to see how the model does on what it has not seen. */
export function ValidationFields({ data }: { readonly data: DataState }): VNode {
  const { value } = data.validation;
  const own = data.rows.value?.validation ?? null;
  const kind = kindOf(value, own?.table);
  const kinds: readonly Kind[] =
    own === null ? ['none', 'fraction', 'file'] : ['none', 'fraction', 'own', 'file'];
  const choose = (chosen: Kind): void => {
    const other = data.validationTable.value;
    if (chosen === 'none') data.validation.value = { kind: 'none' };
    if (chosen === 'fraction') data.validation.value = USUAL_VALIDATION;
    if (chosen === 'own' && own !== null)
      data.validation.value = { kind: 'table', table: own.table };
    if (chosen !== 'file') return;
    if (other === null) void data.choose('validation');
    else data.validation.value = { kind: 'table', table: other.table };
  };
  return (
    <FieldGroup title="Validation" problem={data.problemAt('validation')}>
      <Segments
        label="Rows for validation"
        value={kind}
        choices={kinds.map((each) => ({ value: each, ...KINDS[each] }))}
        onChange={choose}
      />
      {value.kind === 'fraction' && <FractionFields data={data} value={value} />}
      {(kind === 'file' || data.validationProblem.value !== null) && (
        <SourceFields data={data} as="validation" />
      )}
    </FieldGroup>
  );
}

function kindOf(value: ValidationRequest, own: number | undefined): Kind {
  if (value.kind !== 'table') return value.kind;
  return value.table === own ? 'own' : 'file';
}

function FractionFields({
  data,
  value,
}: {
  readonly data: DataState;
  readonly value: Extract<ValidationRequest, { readonly kind: 'fraction' }>;
}): VNode {
  const change = (part: Partial<typeof value>): void => {
    data.validation.value = { ...value, ...part };
  };
  return (
    <div class="dataLine">
      <NumberBox
        label="Share"
        title="Of the rows that have all values"
        unit="%"
        min={1}
        max={99}
        step="any"
        value={Number((100 * value.fraction).toPrecision(6))}
        onChange={(percent) => change({ fraction: percent / 100 })}
      />
      <NumberBox
        label="Seed"
        title="The same rows and seed give the same split"
        min={0}
        step={1}
        value={value.seed}
        onChange={(seed) => change({ seed })}
      />
      <Checkbox
        label="Same shares of classes"
        title="Each class gives its share, to within one row"
        checked={value.stratified}
        onChange={(stratified) => change({ stratified })}
      />
    </div>
  );
}
