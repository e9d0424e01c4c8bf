import type { VNode } from 'preact';
import { useContext } from 'preact/hooks';
import type { Evaluation } from '../../protocol/evaluatePage';
import type { OutputReport } from '../../protocol/evaluation';
import { Codicon } from '../ui/codicon';
import { Select } from '../ui/controls';
import { showOutput } from './actions';
import { InReport } from './chartCard';
import { ClassResults } from './classResults';
import { LabelResults } from './labelResults';
import { NumberResults } from './numberResults';
import type { Shown } from './shown';
import type { Asked } from './state';
import { Summary } from './summary';

/** How good the model is. In a report all outputs stand beneath each other, on the page one at a time. */
export function Results({
  evaluation,
  asked,
  output,
  shown,
}: {
  readonly evaluation: Evaluation;
  readonly asked: Asked;
  readonly output: number;
  /** Of the output that is shown; in a report of each. */
  readonly shown: readonly (Shown | null)[];
}): VNode {
  const inReport = useContext(InReport);
  const { outputs } = evaluation.report;
  const one = outputs[output];
  return (
    <div class="evaluateBody" aria-live="off">
      <Summary evaluation={evaluation} asked={asked} />
      {outputs.length > 1 && !inReport && (
        <Select
          label="Output"
          value={String(output)}
          choices={outputs.map(({ name }, i) => ({ value: String(i), label: name }))}
          onChange={(chosen) => showOutput(Number(chosen))}
        />
      )}
      {inReport
        ? outputs.map((report, i) => (
            <section key={i}>
              {outputs.length > 1 && (
                <h2>
                  Output <bdi>{report.name}</bdi>
                </h2>
              )}
              <OutputResults report={report} shown={shown[i] ?? null} />
            </section>
          ))
        : one !== undefined && <OutputResults key={output} report={one} shown={shown[0] ?? null} />}
    </div>
  );
}

function OutputResults({
  report,
  shown,
}: {
  readonly report: OutputReport;
  readonly shown: Shown | null;
}): VNode {
  return (
    <>
      {report.leftOut !== null && (
        <p class="evaluateNote">
          <Codicon glyph="warning" />
          <span>{report.leftOut}</span>
        </p>
      )}
      <ResultsOfKind report={report} shown={shown} />
    </>
  );
}

function ResultsOfKind({
  report,
  shown,
}: {
  readonly report: OutputReport;
  readonly shown: Shown | null;
}): VNode {
  switch (report.kind) {
    case 'classes':
      return <ClassResults report={report} shown={shown} />;
    case 'labels':
      return <LabelResults report={report} shown={shown} />;
    case 'numbers':
      return <NumberResults report={report} shown={shown} />;
  }
}
