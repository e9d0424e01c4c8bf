import type { VNode } from 'preact';
import { useId } from 'preact/hooks';
import type { Statistics } from '../../../core/measure/statistics';
import { Codicon } from '../../ui/codicon';
import type { Measuring } from './measureTensor';
import {
  nonFiniteTexts,
  quantileRows,
  type StatisticsRow,
  statisticsRows,
} from '../../tensor/statisticsRows';
import type { TensorState } from '../../tensor/tensorState';
import { unflatten } from '../../../core/model/matrixView';
import { ProblemText } from '../../ui/answer';

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
        <ProblemText text={measuring.problem.value} />
      )}
      {measuring.problem.value !== null && (
        <p class="muted">n/a: not all of the tensor can be read.</p>
      )}
      {fraction !== null && (
        <progress class="progress" aria-label="Measuring" value={fraction} max={1} />
      )}
      {measures !== null && (
        <>
          {state.detail.dtype === 'complex64' && (
            <p class="muted">Real and imaginary parts are counted apart.</p>
          )}
          <NonFinite statistics={measures.statistics} state={state} />
          <dl class="statistics">
            {statisticsRows(measures).map((row) => (
              <Row key={row.label} row={row} state={state} />
            ))}
          </dl>
          {measures.quantiles.length > 0 && (
            <dl class="statistics quantiles" aria-label="Quantiles">
              {quantileRows(measures).map((row) => (
                <Row key={row.label} row={row} state={state} />
              ))}
            </dl>
          )}
        </>
      )}
    </section>
  );
}

/** Says it loudly when values are NaN or infinite, and leads to the first of them. */
function NonFinite(props: {
  readonly statistics: Statistics;
  readonly state: TensorState;
}): VNode | null {
  const { statistics, state } = props;
  const kinds = nonFiniteTexts(statistics);
  if (kinds.length === 0) return null;
  return (
    <p
      class="non-finite"
      title="Values that are NaN or infinite; below, only the count and the shares of it have them in"
    >
      <Codicon glyph="error" />
      <span>Not finite: {kinds.join(', ')}</span>
      <PlaceLink name="first of these" at={statistics.firstNonFiniteAt} state={state} />
    </p>
  );
}

function Row({ row, state }: { readonly row: StatisticsRow; readonly state: TensorState }): VNode {
  const { label, text, definition, at } = row;
  // Statistics are float64, which beyond 2^53 has not every whole number.
  const full = state.detail.dtype.endsWith('int64') ? null : row.full;
  return (
    <div class="statistic" title={full === null ? definition : `${definition}.\nIn full: ${full}`}>
      <dt>{label}</dt>
      <dd aria-description={definition}>
        {text}
        <PlaceLink name={label} at={at} state={state} />
      </dd>
    </div>
  );
}

/** Goes to one element of the tensor, by its position in row-major order. */
function PlaceLink(props: {
  readonly name: string;
  readonly at: number | null;
  readonly state: TensorState;
}): VNode | null {
  const { name, at, state } = props;
  const index = at === null ? [] : unflatten(at, state.detail.shape);
  if (index.length === 0) return null;
  return (
    <button
      type="button"
      class="link"
      title={`Go to ${name}`}
      aria-label={`Go to ${name}, index ${index.join(', ')}`}
      onClick={() => state.jump(index)}
    >
      [{index.join(', ')}]
    </button>
  );
}
