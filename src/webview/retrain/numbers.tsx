import { useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import type { RunState } from '../../protocol/retrainRun';
import type { Measures } from '../../protocol/training';
import { count, shortNumber } from '../ui/numberFormat';
import { metricLabel } from '../ui/lossLabels';

/** The newest epochs; more would be too much to read, and slow to draw while training. */
const MOST_ROWS = 200;

/** The curves as numbers, for those who do not see them and those who want the digits. */
export function Numbers({ run }: { readonly run: RunState }): VNode {
  const isOpen = useSignal(false);
  return (
    <details
      class="retrainNumbers"
      onToggle={(event) => {
        isOpen.value = event.currentTarget.open;
      }}
    >
      <summary>Numbers</summary>
      {/* Out of sight they are not made anew ten times a second. */}
      {isOpen.value && <Tables run={run} />}
    </details>
  );
}

function Tables({ run }: { readonly run: RunState }): VNode {
  const { epochs, norms } = run.curves;
  const shown = epochs.slice(-MOST_ROWS);
  const newest = norms.at(-1);
  return (
    <div class="retrainScroll" tabIndex={0} role="region" aria-label="Numbers of each epoch">
      <table>
        <caption>
          {shown.length < epochs.length
            ? `The last ${count(shown.length)} of ${count(epochs.length)} epochs`
            : 'Each epoch'}
        </caption>
        <thead>
          <tr>
            <th scope="col">Epoch</th>
            <th scope="col">Batch loss</th>
            {columnsOf(run).map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map(({ epoch, running, training, validation }) => (
            <tr key={epoch}>
              <th scope="row">{count(epoch)}</th>
              <td>{shortNumber(running)}</td>
              {[training, validation].flatMap((measures, side) =>
                cellsOf(run, measures).map((text, i) => <td key={`${side} ${i}`}>{text}</td>),
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {newest !== undefined && (
        <table>
          <caption>Each layer at step {count(newest.step)}</caption>
          <thead>
            <tr>
              <th scope="col">Layer</th>
              <th scope="col">Update / weight</th>
              <th scope="col">Gradient norm</th>
            </tr>
          </thead>
          <tbody>
            {run.layers.names.map((name, layer) => {
              const ratio = newest.ratio[layer];
              return (
                <tr key={name}>
                  <th scope="row">
                    <bdi>{name}</bdi>
                  </th>
                  <td>{ratio == null ? 'n/a (all zero)' : shortNumber(ratio)}</td>
                  <td>{shortNumber(newest.gradient[layer] ?? 0)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </div>
  );
}

function columnsOf({ metrics }: RunState): readonly string[] {
  return ['Training', 'Validation'].flatMap((side) => [
    `${side} loss`,
    `${side} penalty`,
    ...metrics.map((metric) => `${side} ${metricLabel(metric).toLowerCase()}`),
  ]);
}

function cellsOf({ metrics }: RunState, measures: Measures | null): readonly string[] {
  if (measures === null) return ['', '', ...metrics.map(() => '')];
  return [measures.loss, measures.penalty, ...measures.metrics].map((value) => shortNumber(value));
}
