import type { VNode } from 'preact';
import { useContext } from 'preact/hooks';
import { thresholdFigures } from '../../core/evaluate/thresholdFigures';
import type { ClassCurves } from '../../protocol/evaluation';
import { count, shortNumber } from '../ui/numberFormat';
import { moveThreshold, usualStep } from './actions';
import { InReport } from './chartCard';
import { FigureText } from './figuresTable';

/** A slider over all thresholds, and what each costs and gains. */
export function Threshold({
  curves,
  at,
  name,
}: {
  readonly curves: ClassCurves;
  readonly at: number;
  readonly name: string;
}): VNode {
  const inReport = useContext(InReport);
  const { thresholds, positives, negatives } = curves.steps;
  const threshold = shortNumber(thresholds[at] ?? 0);
  const [truePositives, falsePositives] = [
    curves.steps.truePositives[at] ?? 0,
    curves.steps.falsePositives[at] ?? 0,
  ];
  const counts = {
    truePositives,
    falsePositives,
    trueNegatives: negatives - falsePositives,
    falseNegatives: positives - truePositives,
  };
  const figures = thresholdFigures(counts);
  const usual = usualStep(curves);
  return (
    <div class="threshold">
      {inReport ? (
        <p>Threshold {threshold}</p>
      ) : (
        <div class="thresholdBar">
          <label>
            Threshold
            <input
              type="range"
              class="slider"
              min={0}
              max={thresholds.length - 1}
              value={at}
              aria-valuetext={`${threshold}: ${count(truePositives)} of ${count(positives)} found, ${count(falsePositives)} named wrongly`}
              onInput={(event) => moveThreshold(event.currentTarget.valueAsNumber)}
            />
          </label>
          <output>{threshold}</output>
          <button
            type="button"
            class="tool"
            disabled={at === usual}
            title="Back to the threshold that the model has by itself"
            onClick={() => moveThreshold(usual)}
          >
            Reset
          </button>
        </div>
      )}
      <div class="thresholdFigures">
        <table class="figures four" aria-label={`Answers at threshold ${threshold}`}>
          <thead>
            <tr>
              <td />
              <th scope="col" class="numeric">
                Named <bdi>{name}</bdi>
              </th>
              <th scope="col" class="numeric">
                Named other
              </th>
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row">
                Is <bdi>{name}</bdi>
              </th>
              <td class="numeric" title="True positives">
                {count(counts.truePositives)}
              </td>
              <td class="numeric" title="False negatives">
                {count(counts.falseNegatives)}
              </td>
            </tr>
            <tr>
              <th scope="row">Is other</th>
              <td class="numeric" title="False positives">
                {count(counts.falsePositives)}
              </td>
              <td class="numeric" title="True negatives">
                {count(counts.trueNegatives)}
              </td>
            </tr>
          </tbody>
        </table>
        <dl class="evaluateFacts">
          {(
            [
              ['Accuracy', 'Share of all answers that are right', figures.accuracy],
              ['Precision', 'Of those named so, the share that is', figures.precision],
              ['Recall', 'Of those that are, the share that is named so', figures.recall],
              ['Specificity', 'Of the others, the share that is not named so', figures.specificity],
              ['F1', 'Harmonic mean of precision and recall', figures.f1],
            ] as const
          ).map(([term, title, figure]) => (
            <div key={term} title={title}>
              <dt>{term}</dt>
              <dd>
                <FigureText brief isShare figure={figure} />
              </dd>
            </div>
          ))}
        </dl>
      </div>
      <p class="evaluateDim">
        An answer whose score is at least the threshold is named so. A threshold that is chosen on
        these rows looks better on them than on others.
      </p>
    </div>
  );
}
