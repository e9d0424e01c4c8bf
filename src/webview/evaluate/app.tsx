import type { VNode } from 'preact';
import { DataForm } from '../data/dataForm';
import { Codicon } from '../ui/codicon';
import { ActionBar } from './actionBar';
import { Results } from './results';
import { RowsFields } from './rowsFields';
import { asked, begin, data, error, evaluation, output, shown } from './state';

/** The whole page: what is evaluated above, how good the model is on it beneath. */
export function App(): VNode {
  const start = begin.value;
  const found = evaluation.value;
  return (
    <main class="evaluate">
      <header class="evaluateHead">
        <h1>
          Evaluate <bdi>{start?.target ?? '…'}</bdi>
        </h1>
        {start?.notes.map((note) => (
          <p key={note} class="evaluateNote">
            <Codicon glyph="warning" />
            <span>{note}</span>
          </p>
        ))}
        <DataForm data={data} />
        <RowsFields />
        <ActionBar />
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
