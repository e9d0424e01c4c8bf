import type { VNode } from 'preact';
import { splitProblem } from '../../core/dataset/split';
import type { ValidationRequest } from '../../protocol/data';
import { Segments } from '../ui/controls';
import { USUAL_VALIDATION } from './beginnings';
import type { DataState } from './dataState';
import { FieldGroup } from './field';
import { SourceFields } from './sourceFields';
import { SplitFields } from './splitFields';

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
    <FieldGroup
      title="Validation"
      problem={isSaid(value) ? undefined : data.problemAt('validation')}
    >
      <Segments
        label="Rows for validation"
        value={kind}
        choices={kinds.map((each) => ({ value: each, ...KINDS[each] }))}
        onChange={choose}
      />
      {value.kind === 'fraction' && (
        <div class="dataLine">
          <SplitFields
            value={value}
            onChange={(change) => {
              data.validation.value = { ...value, ...change };
            }}
          />
        </div>
      )}
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

/** Whether what is wrong is said beside a number already. */
function isSaid(value: ValidationRequest): boolean {
  return value.kind === 'fraction' && splitProblem(value) !== undefined;
}
