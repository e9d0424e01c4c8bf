export interface Figure {
  readonly key: string;
  readonly value: number;
  /** What the figure should be, such as ">= 50"; '' if it is there to be compared with. */
  readonly bound: string;
  readonly meaning: string;
}

export interface Bench {
  readonly title: string;
  /** @param quick with fewer runs, for a first look: the figures scatter more. */
  run(say: (line: string) => void, quick: boolean): Promise<readonly Figure[]>;
  /** On small models, for tests: that it runs and that its results are right. The figures mean nothing. */
  short?(say: (line: string) => void): Promise<readonly Figure[]>;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low, high] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]];
  return ((low ?? NaN) + (high ?? NaN)) / 2;
}

export function round(value: number, digits = 2): number {
  return Number(value.toFixed(digits));
}

/** Milliseconds that `run` takes. */
export async function timed(run: () => unknown): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}
