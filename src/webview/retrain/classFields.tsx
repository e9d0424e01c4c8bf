import type { VNode } from 'preact';
import { count } from '../ui/numberFormat';
import { balance } from './actions';
import { Group, Problem } from './fields';
import { change, classes, form } from './state';
import { classNames, data } from './data';

/** So many boxes are still a form. */
const MOST_BOXES = 50;

/** How much each class counts in the loss. */
export function ClassFields(): VNode | null {
  const chosen = form.value;
  const size = classes.value;
  if (chosen === null || size === 0) return null;
  const weights = chosen.classWeights;
  return (
    <Group title="Class weights">
      <p class="retrainDim">
        {weights === null
          ? 'Every row counts the same in the loss.'
          : 'Factor of each class in the loss while it trains. Curves and metrics are measured without it.'}
      </p>
      <div class="retrainButtons">
        <button
          type="button"
          class="button secondary"
          disabled={data.value.value === null}
          title="rows / (classes × rows of the class), counted over the training rows: rare classes count more"
          onClick={() => void balance()}
        >
          Balanced
        </button>
        {weights === null ? (
          <button
            type="button"
            class="button secondary"
            onClick={() => change({ classWeights: new Array<number>(size).fill(1) })}
          >
            Set by Hand
          </button>
        ) : (
          <button
            type="button"
            class="button secondary"
            onClick={() => change({ classWeights: null })}
          >
            None
          </button>
        )}
      </div>
      {weights !== null && weights.length > MOST_BOXES && (
        <p class="retrainDim">{count(weights.length)} factors.</p>
      )}
      {weights !== null && weights.length <= MOST_BOXES && (
        <div class="retrainWeights">
          {weights.map((weight, i) => (
            <label key={i} class="retrainField">
              <bdi>{classNames.value?.[i] ?? `Class ${i}`}</bdi>
              <input
                class="number"
                type="number"
                min={0}
                step="any"
                value={Number.isNaN(weight) ? '' : weight}
                onInput={(event) => {
                  const value = event.currentTarget.valueAsNumber;
                  change({ classWeights: weights.map((old, at) => (at === i ? value : old)) });
                }}
              />
            </label>
          ))}
        </div>
      )}
      <Problem of="classWeights" />
    </Group>
  );
}
