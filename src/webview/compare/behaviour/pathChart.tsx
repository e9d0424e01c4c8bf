import type { VNode } from 'preact';
import type { PathPoint } from '../../../protocol/path';
import type { Measures } from '../../../protocol/training';
import { BaseLine, Line, linePath } from '../../charts/marks';
import { Plot } from '../../charts/plot';
import { shortNumber } from '../../ui/numberFormat';

/** Room above and below the line, as a share of its height. */
const MARGIN = 0.08;

/** One measure along the way; the broken line is with the averages of BatchNormalization blended too. */
export function PathChart({
  name,
  lines,
  points,
  valueOf,
}: {
  readonly name: string;
  readonly lines: readonly ('blended' | 'recomputed')[];
  readonly points: readonly PathPoint[];
  readonly valueOf: (measures: Measures) => number;
}): VNode {
  const drawn = lines.map((line) => {
    const shown = points.flatMap((point) => {
      const measures = point[line];
      const value = measures === null ? NaN : valueOf(measures);
      return Number.isFinite(value) ? [{ x: point.at, y: value }] : [];
    });
    return {
      line,
      x: Float64Array.from(shown, ({ x }) => x),
      y: Float64Array.from(shown, ({ y }) => y),
    };
  });
  const values = drawn.flatMap(({ y }) => [...y]);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const room = (high - low || Math.abs(high) || 1) * MARGIN;
  const ends = drawn
    .map(({ y }) => `${shortNumber(y[0] ?? NaN)} at A, ${shortNumber(y.at(-1) ?? NaN)} at B`)
    .join('; ');
  if (values.length === 0) return <p>{name}: no value on the way is finite yet.</p>;
  return (
    <Plot
      name={`path ${name}`}
      label={`${name} from A to B: ${ends}, at most ${shortNumber(high)}`}
      x={{ label: 't, from A (0) to B (1)', low: 0, high: 1 }}
      y={{ label: name, low: low - room, high: high + room }}
    >
      {(scales) =>
        drawn.map(({ line, x, y }) => {
          const path = linePath({ x, y }, scales);
          const isMain = line === lines.at(-1);
          return isMain ? <Line key={line} path={path} /> : <BaseLine key={line} path={path} />;
        })
      }
    </Plot>
  );
}
