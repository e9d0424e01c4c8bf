import type { Ranking } from './ranking';
import type { Measurable } from './widen';

/** Values of a sorted run, where a piece brings more. To sort so many takes some milliseconds. */
const RUN = 65_536;

/**
 * Order statistics of values that are kept: those of each piece are sorted as they come, so that no
 * step takes long, and a rank is looked up in all sorted runs together.
 */
export class SortedRuns implements Ranking {
  private readonly kept: Float64Array;
  private finite = 0;
  private ranks: readonly number[] = [];
  private readonly runs: Float64Array[] = [];

  /** @param count Values at most. */
  constructor(count: number) {
    this.kept = new Float64Array(count);
  }

  first(values: Measurable): void {
    const before = this.finite;
    for (const value of values) {
      const x = Number(value);
      // Adding 0 turns -0 into 0.
      if (Number.isFinite(x)) this.kept[this.finite++] = x + 0;
    }
    for (let from = before; from < this.finite; from += RUN)
      this.runs.push(this.kept.subarray(from, Math.min(from + RUN, this.finite)).sort());
  }

  want(ranks: readonly number[]): void {
    this.ranks = ranks;
  }

  /** All is known after the first pass. */
  second(): void {
    return;
  }

  values(): Map<number, number> {
    return new Map(this.ranks.map((rank) => [rank, valueAtRank(this.runs, rank)]));
  }
}

/**
 * The value of a 0-based rank among all runs. What is left of each run is cut at the middle of the
 * longest until that middle is the value.
 */
function valueAtRank(runs: readonly Float64Array[], rank: number): number {
  let left = runs;
  let wanted = rank;
  for (;;) {
    const longest = left.reduce((a, b) => (b.length > a.length ? b : a), new Float64Array(0));
    if (longest.length === 0) return NaN;
    const middle = longest[longest.length >> 1] ?? NaN;
    const lows = left.map((run) => countBelow(run, middle, false));
    const below = sumOf(lows);
    if (wanted < below) {
      left = left.map((run, i) => run.subarray(0, lows[i]));
      continue;
    }
    const highs = left.map((run) => countBelow(run, middle, true));
    const upTo = sumOf(highs);
    if (wanted < upTo) return middle;
    left = left.map((run, i) => run.subarray(highs[i]));
    wanted -= upTo;
  }
}

/** How many values of a sorted run are less than a value, or also equal to it. */
function countBelow(run: Float64Array, value: number, orEqual: boolean): number {
  let low = 0;
  let high = run.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const x = run[middle] ?? NaN;
    if (x < value || (orEqual && x === value)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function sumOf(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
