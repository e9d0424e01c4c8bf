import type { VNode } from 'preact';
import { DataForm } from '../data/dataForm';
import { Codicon } from '../ui/codicon';
import { ActionBar } from './actionBar';
import { start } from './actions';
import { Results } from './results';
import { RowsFields } from './rowsFields';
import { asked, begin, data, error, evaluation, loading, output, shown } from './state';

/** The whole page: what is evaluated above, how good the model is on it beneath. */
export function App(): VNode {
  const opened = begin.value;
  const found = evaluation.value;
  return (
    <main class="evaluate">
      <header class="evaluateHead">
        <h1>
          Evaluate <bdi>{opened?.target ?? '…'}</bdi>
        </h1>
        {opened?.notes.map((note) => (
          <p key={note} class="evaluateNote">
            <Codicon glyph="warning" />
            <span>{note}</span>
          </p>
        ))}
        {data.model.value === null ? <Loading /> : <Fields />}
        {error.value !== null && (
          <p class="evaluateError" role="alert">
            <Codicon glyph="error" />
            <bdi>{error.value}</bdi>
          </p>
        )}
      </header>
      {found !== null && asked.value !== null && (
        <Results
          evaluation={found}
          asked={asked.value}
          output={output.value}
          shown={[shown.value]}
        />
      )}
    </main>
  );
}

/** What is chosen before it is known what the model takes would be lost. */
function Loading(): VNode {
  const fraction = loading.value;
  if (fraction === null)
    return (
      <p class="evaluateBar">
        {data.problem.value !== null && <bdi role="alert">{data.problem.value}</bdi>}
        <button type="button" class="action" onClick={() => void start()}>
          Try Again
        </button>
      </p>
    );
  return (
    <p class="evaluateBar" aria-live="polite">
      <span>Loading the model …</span>
      <progress class="progress" aria-label="Loading the model" value={fraction} max={1} />
    </p>
  );
}

/** What is evaluated; the data folds away when it was. */
function Fields(): VNode {
  const table = data.rows.value;
  const hasProblem = data.problem.value !== null || (data.check.value?.problems.length ?? 0) > 0;
  return (
    <>
      <details class="evaluateData" open={evaluation.value === null}>
        <summary>
          Data{table !== null && <bdi> {table.source.label}</bdi>}
          {hasProblem && <span class="evaluateStale">: something is amiss</span>}
        </summary>
        <DataForm data={data} />
      </details>
      <RowsFields />
      <ActionBar />
    </>
  );
}
