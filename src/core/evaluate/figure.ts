/** A number, or one sentence that says why there is none. Never NaN or infinite. */
export type Figure =
  { readonly value: number; readonly why: null } | { readonly value: null; readonly why: string };

/** A number of the model beside what needs no model at all. */
export interface Judged {
  readonly found: Figure;
  readonly baseline: Figure;
  /** What the baseline is: "always the class setosa". */
  readonly baselineIs: string;
}

export function figure(value: number): Figure {
  return Number.isFinite(value)
    ? { value, why: null }
    : noFigure('The numbers are too large to add up.');
}

export function noFigure(why: string): Figure {
  return { value: null, why };
}

/** `why` is given where the divisor is 0. */
export function ratio(dividend: number, divisor: number, why: string): Figure {
  return divisor === 0 ? noFigure(why) : figure(dividend / divisor);
}

/** Mean of those figures that exist. */
export function meanOf(figures: readonly Figure[], why: string): Figure {
  const values = figures.flatMap(({ value }) => (value === null ? [] : [value]));
  return ratio(
    values.reduce((sum, value) => sum + value, 0),
    values.length,
    why,
  );
}

export const NO_ROWS = 'No row has a finite prediction.';
