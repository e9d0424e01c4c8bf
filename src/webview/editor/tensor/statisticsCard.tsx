import type { VNode } from 'preact';
import { useId } from 'preact/hooks';
import type { Measuring } from './measureTensor';
import { type StatisticsRow, statisticsRows } from './statisticsRows';
import type { TensorState } from './tensorState';
import { unflatten } from './viewChoice';

/** Numbers about the whole tensor, each with its definition; those found at one element lead there. */
export function StatisticsCard({
  state,
  measuring,
}: {
  readonly state: TensorState;
  readonly measuring: Measuring;
}): VNode {
  const id = useId();
  const measures = state.measures.value;
  const fraction = measuring.fraction.value;
  return (
    <section class="card" aria-labelledby={id}>
      <h3 id={id}>Statistics</h3>
      {measuring.problem.value !== null && measuring.problem.value !== state.detail.problem && (
        <p class="tensor-problem" role="alert">
          {measuring.problem.value}
        </p>
      )}
      {measuring.problem.value !== null && (
        <p class="muted">n/a: not all of the tensor can be read.</p>
      )}
      {fraction !== null && (
        <progress class="progress" aria-label="Measuring" value={fraction} max={1} />
      )}
      {measures !== null && (
        <dl class="statistics">
          {statisticsRows(measures).map((row) => (
            <Row key={row.label} row={row} state={state} />
          ))}
        </dl>
      )}
    </section>
  );
}

function Row({ row, state }: { readonly row: StatisticsRow; readonly state: TensorState }): VNode {
  const { label, text, definition, at, alarming } = row;
  const index = at === null ? null : unflatten(at, state.detail.shape);
  return (
    <div class={alarming ? 'statistic alarming' : 'statistic'} title={definition}>
      <dt>{label}</dt>
      <dd aria-description={definition}>
        {text}
        {index !== null && index.length > 0 && (
          <button
            type="button"
            class="link"
            title={`Go to ${label}`}
            aria-label={`Go to ${label}, index ${index.join(', ')}`}
            onClick={() => state.jump(index)}
          >
            [{index.join(', ')}]
          </button>
        )}
      </dd>
    </div>
  );
}
