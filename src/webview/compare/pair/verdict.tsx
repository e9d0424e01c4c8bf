import type { VNode } from 'preact';
import type { TensorDifference } from '../../../core/compare/tensorDifference';
import { unflatten } from '../../../core/model/matrixView';
import { count, percentText, shortNumber } from '../../ui/numberFormat';
import type { TensorState } from '../../tensor/tensorState';

/** How far B is from A, in numbers. */
export function Verdict({
  difference,
  state,
}: {
  readonly difference: TensorDifference | null;
  /** Goes to the place of the largest difference. */
  readonly state: TensorState;
}): VNode {
  if (difference === null) return <p class="muted">Comparing …</p>;
  const { relative, cosine, maxDifference, maxDifferenceAt, changed, bothNaN } = difference;
  const nanNote =
    bothNaN === 0 ? '' : `NaN in both at ${count(bothNaN)} places, which counts as equal.`;
  if (changed === 0) {
    return (
      <p class="pairVerdict">
        <span class="identical">bit-identical</span>{' '}
        {difference.count === 1
          ? 'Its one value is the same in A and B.'
          : `All ${count(difference.count)} values are the same in A and B.`}{' '}
        {nanNote}
      </p>
    );
  }
  const index = maxDifferenceAt === null ? [] : unflatten(maxDifferenceAt, state.detail.shape);
  return (
    <>
      <dl class="pairVerdict">
        <Fact
          label="Relative"
          text={relative === null ? 'n/a' : shortNumber(relative)}
          title="‖A − B‖ / ‖A‖ where both values are finite; n/a where A is all zeros"
        />
        <Fact
          label="Cosine"
          text={cosine === null ? 'n/a' : shortNumber(cosine)}
          title="Cosine of the angle between A and B as vectors; n/a where one is all zeros"
        />
        <div title="Largest |B − A| where both values are finite, and its place">
          <dt>Max |Δ|</dt>
          <dd>
            {maxDifference === null ? 'n/a' : shortNumber(maxDifference)}
            {index.length > 0 && (
              <button
                type="button"
                class="link"
                aria-label={`Go to the largest difference, index ${index.join(', ')}`}
                title="Go to the largest difference"
                onClick={() => state.jump(index)}
              >
                [{index.join(', ')}]
              </button>
            )}
          </dd>
        </div>
        <Fact
          label="Changed"
          text={`${count(changed)} of ${count(difference.count)} (${percentText(changed, difference.count)})`}
          title="Values whose bits differ. NaN equals NaN here; 0 and -0 differ"
        />
      </dl>
      {nanNote !== '' && <p class="muted">{nanNote}</p>}
    </>
  );
}

function Fact(props: {
  readonly label: string;
  readonly text: string;
  readonly title: string;
}): VNode {
  return (
    <div title={props.title}>
      <dt>{props.label}</dt>
      <dd>{props.text}</dd>
    </div>
  );
}
