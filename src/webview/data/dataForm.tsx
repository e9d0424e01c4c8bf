import type { VNode } from 'preact';
import { counted } from '../ui/amounts';
import { Codicon } from '../ui/codicon';
import { Select } from '../ui/controls';
import type { DataState } from './dataState';
import { FieldGroup } from './field';
import { InputFields } from './inputFields';
import { PreviewTable } from './previewTable';
import { Reading, SourceFields } from './sourceFields';
import { TargetFields } from './targetFields';
import { ValidationFields } from './validationFields';

/** Where rows come from, which columns go where, and which rows are kept for validation. */
export function DataForm({ data }: { readonly data: DataState }): VNode {
  const [model, choice] = [data.model.value, data.choice.value];
  return (
    <section class="data" aria-label="Data">
      <SourceFields data={data} as="rows" />
      <Reading data={data} />
      <PreviewTable data={data} />
      {model !== null && choice !== null && (
        <>
          {model.inputs.map((input, index) => {
            const chosen = choice.inputs[index];
            return (
              chosen !== undefined && (
                <InputFields
                  key={input.name}
                  data={data}
                  input={input}
                  choice={chosen}
                  index={index}
                />
              )
            );
          })}
          {model.outputs.map((output, index) => {
            const chosen = choice.targets[index];
            return (
              chosen !== undefined && (
                <TargetFields
                  key={output.name}
                  data={data}
                  output={output}
                  choice={chosen}
                  index={index}
                />
              )
            );
          })}
          <MissingField data={data} />
          {data.mode === 'training' && <ValidationFields data={data} />}
          <Outcome data={data} />
        </>
      )}
    </section>
  );
}

/** Only where the file lacks values. */
function MissingField({ data }: { readonly data: DataState }): VNode | null {
  const choice = data.choice.value;
  const lacks = data.rows.value?.columns.some(({ missing }) => missing > 0) ?? false;
  if (choice === null || (!lacks && choice.missing === 'refuse')) return null;
  return (
    <FieldGroup title="Missing values" problem={undefined}>
      <Select
        label="Rows that lack one"
        value={choice.missing}
        choices={[
          { value: 'refuse', label: 'Are named, to be filled in' },
          { value: 'leaveOut', label: 'Are left out' },
        ]}
        onChange={(missing) => data.changeMissing(missing)}
      />
    </FieldGroup>
  );
}

/** What the choice comes to, and what is likely a mistake. */
function Outcome({ data }: { readonly data: DataState }): VNode {
  const { rows = null, warnings = [] } = data.check.value ?? {};
  // They are about what can be learnt.
  const shown = data.mode === 'training' ? warnings : [];
  return (
    <>
      <p class="dataDim" role="status">
        {rows !== null && outcomeText(rows, data.mode)}
      </p>
      {shown.map((warning) => (
        <p key={warning} class="dataWarning">
          <Codicon glyph="warning" />
          <bdi>{warning}</bdi>
        </p>
      ))}
    </>
  );
}

function outcomeText(
  {
    training,
    validation,
    leftOut,
  }: { readonly training: number; readonly validation: number; readonly leftOut: number },
  mode: DataState['mode'],
): string {
  const parts = [
    ...(mode === 'training'
      ? [`${counted(training, 'row')} to train on`, `${counted(validation, 'row')} for validation`]
      : [`${counted(training + validation, 'row')} that can be evaluated`]),
    ...(leftOut > 0 ? [`${counted(leftOut, 'row')} left out for want of a value`] : []),
  ];
  return `${parts.join(', ')}.`;
}
