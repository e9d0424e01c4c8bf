import type { VNode } from 'preact';
import { barrierOf } from '../../../core/compare/barrier';
import type { PathPoint } from '../../../protocol/path';
import { lossLabel, metricLabel } from '../../ui/lossLabels';
import { percentText, shortNumber } from '../../ui/numberFormat';
import { PathChart } from './pathChart';
import type { Walk } from './state';

type Line = 'blended' | 'recomputed';

/** Loss and accuracy between A and B, and what stands between them. */
export function PathCard({ walk }: { readonly walk: Walk }): VNode {
  const { points, losses, isRunning } = walk;
  const metric = metricLabel(walk.metric);
  const lines: readonly Line[] = points.some(({ recomputed }) => recomputed !== null)
    ? ['blended', 'recomputed']
    : ['blended'];
  const loss = losses.length === 1 ? lossLabel(losses[0] ?? 'meanSquaredError') : 'Loss';
  return (
    <section class="behaviourPath" aria-label="From A to B">
      <h3>From A to B</h3>
      <p class="dataDim">
        Every weight is (1 − t) · A + t · B, matched tensor by tensor; measured on the same rows.
      </p>
      {points.length > 0 && (
        <div class="behaviourCharts">
          <PathChart
            name={loss}
            lines={lines}
            points={points}
            valueOf={({ loss: value }) => value}
          />
          <PathChart
            name={metric}
            lines={lines}
            points={points}
            valueOf={({ metrics }) => metrics[0] ?? NaN}
          />
        </div>
      )}
      {!isRunning && lines.map((line) => <BarrierText key={line} line={line} points={points} />)}
      {!isRunning && <PathTable points={points} lines={lines} loss={loss} metric={metric} />}
    </section>
  );
}

function BarrierText({
  line,
  points,
}: {
  readonly line: Line;
  readonly points: readonly PathPoint[];
}): VNode {
  const barrier = barrierOf(points.map((point) => ({ at: point.at, loss: lossOf(point, line) })));
  const what =
    line === 'blended'
      ? 'Barrier'
      : 'Barrier with the averages of BatchNormalization measured anew';
  return (
    <p>
      <b>
        {what}: {barrier === null ? 'n/a' : shortNumber(barrier.height)}
      </b>{' '}
      {barrier === null
        ? 'A loss on the way is not finite.'
        : `The largest loss, at t = ${shortNumber(barrier.at)}, less the mean of the two ends. ${points.length} points may understate it.`}
    </p>
  );
}

function lossOf(point: PathPoint, line: Line): number {
  return point[line]?.loss ?? NaN;
}

/** The same numbers for those who do not see the chart. */
function PathTable({
  points,
  lines,
  loss,
  metric,
}: {
  readonly points: readonly PathPoint[];
  readonly lines: readonly Line[];
  readonly loss: string;
  readonly metric: string;
}): VNode {
  const told: Readonly<Record<Line, string>> = {
    blended: '',
    recomputed: ', averages measured anew',
  };
  return (
    <details>
      <summary>All {points.length} points as a table</summary>
      <table class="figures">
        <thead>
          <tr>
            <th scope="col" class="numeric">
              t
            </th>
            {lines.flatMap((line) =>
              [loss, metric].map((name) => (
                <th key={`${line} ${name}`} scope="col" class="numeric">
                  {name + told[line]}
                </th>
              )),
            )}
          </tr>
        </thead>
        <tbody>
          {points.map((point) => (
            <tr key={point.at}>
              <th scope="row" class="numeric">
                {shortNumber(point.at)}
              </th>
              {lines.flatMap((line) => [
                <td key={`${line} loss`} class="numeric">
                  {shortNumber(lossOf(point, line))}
                </td>,
                <td key={`${line} metric`} class="numeric">
                  {metric === 'Accuracy'
                    ? percentText(point[line]?.metrics[0] ?? NaN, 1)
                    : shortNumber(point[line]?.metrics[0] ?? NaN)}
                </td>,
              ])}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
