import type { VNode } from 'preact';
import type { NumberPlots } from '../../../protocol/evaluation';
import { count, shortNumber } from '../../ui/numberFormat';
import { figureText } from '../figureText';
import { BaseLine } from '../../charts/marks';
import { type Axis, Plot, type Scales } from '../../charts/plot';

interface Props {
  readonly of: string;
  readonly plots: NumberPlots;
}

/** Predicted against true: what is right lies on the diagonal. */
export function PredictedChart({ of, plots }: Props): VNode {
  const { actual, predicted, figures } = plots;
  const range = rangeOf([...actual, ...predicted]);
  return (
    <Plot
      name={`predicted against true ${of}`}
      label={`Predicted against true ${of}: R squared ${figureText(figures.r2.found)}`}
      x={{ label: 'True', ...range }}
      y={{ label: 'Predicted', ...range }}
    >
      {(scales) => (
        <>
          <BaseLine path={`M${scales.left} ${scales.bottom}L${scales.right} ${scales.top}`} />
          <Dots plots={plots} scales={scales} x={actual} y={predicted} />
        </>
      )}
    </Plot>
  );
}

/** True − predicted against predicted: a slope or a funnel is something that the model does not know. */
export function ResidualChart({ of, plots }: Props): VNode {
  const { actual, predicted } = plots;
  const residuals = actual.map((value, i) => value - (predicted[i] ?? 0));
  return (
    <Plot
      name={`residuals ${of}`}
      label={`Residuals of ${of} against what the model predicts`}
      x={{ label: 'Predicted', ...rangeOf([...predicted]) }}
      y={{ label: 'True − predicted', ...rangeOf([...residuals, 0]) }}
    >
      {(scales) => (
        <>
          <BaseLine path={`M${scales.left} ${scales.y(0)}H${scales.right}`} />
          <Dots plots={plots} scales={scales} x={predicted} y={residuals} />
        </>
      )}
    </Plot>
  );
}

export function ResidualHistogram({ of, plots: { residuals, judged } }: Props): VNode | null {
  if (residuals === null) return null;
  const { low, high, counts } = residuals;
  const width = (high - low) / counts.length;
  return (
    <Plot
      name={`residual histogram ${of}`}
      label={`Histogram of the residuals of ${of}, ${count(judged)} answers`}
      x={{ label: 'True − predicted', low, high }}
      y={{ label: 'Answers', low: 0, high: 1.05 * Math.max(1, ...counts) }}
    >
      {(scales) => (
        <>
          {[...counts].map((rows, i) => {
            const from = low + i * width;
            const top = scales.y(rows);
            return (
              <rect
                key={i}
                x={scales.x(from)}
                y={top}
                width={Math.max(0.5, scales.x(from + width) - scales.x(from) - 1)}
                height={scales.bottom - top}
                fill="var(--chart-line)"
              >
                <title>{`${shortNumber(from)} to ${shortNumber(from + width)}: ${count(rows)}`}</title>
              </rect>
            );
          })}
          <BaseLine path={`M${scales.x(0)} ${scales.top}V${scales.bottom}`} />
        </>
      )}
    </Plot>
  );
}

function Dots({
  plots: { rows, actual, predicted },
  scales,
  x,
  y,
}: {
  readonly plots: NumberPlots;
  readonly scales: Scales;
  readonly x: Float64Array;
  readonly y: Float64Array;
}): VNode {
  return (
    <g fill="var(--chart-line)" fill-opacity="0.55">
      {[...rows].map((row, i) => (
        <circle key={i} cx={scales.x(x[i] ?? 0)} cy={scales.y(y[i] ?? 0)} r="2.5">
          <title>
            {`Row ${row}: true ${shortNumber(actual[i] ?? 0)}, predicted ${shortNumber(predicted[i] ?? 0)}`}
          </title>
        </circle>
      ))}
    </g>
  );
}

/** From the lowest to the highest with a little room; some width around a single value. */
function rangeOf(values: readonly number[]): Pick<Axis, 'low' | 'high'> {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low > high) return { low: 0, high: 1 };
  const room = 0.04 * (high - low) || Math.abs(high) * 0.1 || 1;
  return { low: low - room, high: high + room };
}
