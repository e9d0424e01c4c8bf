/** A line on screen has no more points than this to show. */
const MOST_POINTS = 2_000;

/** A series of numbers in bounded room: each point is the mean of `every` numbers, in order. */
export interface Thinned {
  readonly every: number;
  readonly points: readonly number[];
  /** Of the numbers that do not make a point yet. */
  readonly rest: { readonly sum: number; readonly count: number };
}

export const EMPTY_SERIES: Thinned = { every: 1, points: [], rest: { sum: 0, count: 0 } };

/** The series with more numbers at its end; a full one joins neighbours, so that a point is of twice as many. */
export function extended(series: Thinned, numbers: Iterable<number>, most = MOST_POINTS): Thinned {
  let { every } = series;
  let points = [...series.points];
  let { sum, count } = series.rest;
  for (const number of numbers) {
    sum += number;
    count++;
    if (count < every) continue;
    points.push(sum / count);
    [sum, count] = [0, 0];
    if (points.length < most) continue;
    points = joined(points);
    every *= 2;
  }
  return { every, points, rest: { sum, count } };
}

/** `most` is even, so that no point is left over. */
function joined(points: readonly number[]): number[] {
  return Array.from(
    { length: points.length / 2 },
    (_, i) => ((points[2 * i] ?? 0) + (points[2 * i + 1] ?? 0)) / 2,
  );
}
