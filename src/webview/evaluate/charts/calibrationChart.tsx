import type { VNode } from 'preact';
import type { Calibration } from '../../../core/evaluate/calibration';
import { counted } from '../../ui/amounts';
import { shortNumber } from '../../ui/numberFormat';
import { figureText } from '../figureText';
import { BaseLine, Line, linePath } from '../../charts/marks';
import { Plot } from '../../charts/plot';

const SHARE = { low: 0, high: 1 };
/** Of the tallest bar of rows, beneath the line. */
const BAR_PIXELS = 60;

/** How sure the model is against how often that is right; the bars tell how many rows each point rests on. */
export function CalibrationChart({
  of,
  what,
  calibration: { bins, error },
}: {
  readonly of: string;
  /** What happened, for the axis. */
  readonly what: string;
  readonly calibration: Calibration;
}): VNode | null {
  if (error.value === null) return null;
  const most = Math.max(1, ...bins.map(({ rows }) => rows));
  const points = bins.flatMap(({ confidence, happened, rows }) =>
    confidence === null || happened === null ? [] : [{ confidence, happened, rows }],
  );
  return (
    <Plot
      name={`calibration ${of}`}
      label={`Calibration of ${of}: expected calibration error ${figureText(error)} over ${bins.length} bins`}
      x={{ label: 'Mean probability that the model gives', ...SHARE }}
      y={{ label: what, ...SHARE }}
    >
      {(scales) => (
        <>
          {bins.map(({ low, high, rows }) => {
            const height = rows === 0 ? 0 : Math.max(1, (BAR_PIXELS * rows) / most);
            return (
              <rect
                key={low}
                x={scales.x(low) + 1}
                y={scales.bottom - height}
                width={scales.x(high) - scales.x(low) - 2}
                height={height}
                fill="var(--chart-line)"
                fill-opacity="0.28"
              >
                <title>{`${shortNumber(low)} to ${shortNumber(high)}: ${counted(rows, 'answer')}`}</title>
              </rect>
            );
          })}
          <BaseLine path={`M${scales.left} ${scales.bottom}L${scales.right} ${scales.top}`} />
          <Line
            path={linePath(
              {
                x: Float64Array.from(points, ({ confidence }) => confidence),
                y: Float64Array.from(points, ({ happened }) => happened),
              },
              scales,
            )}
          />
          {points.map(({ confidence, happened, rows }) => (
            <circle
              key={confidence}
              cx={scales.x(confidence)}
              cy={scales.y(happened)}
              r="4"
              fill="var(--chart-line)"
            >
              <title>{`Given ${shortNumber(confidence)}, right ${shortNumber(happened)}: ${counted(rows, 'answer')}`}</title>
            </circle>
          ))}
        </>
      )}
    </Plot>
  );
}
