import type { TensorDifference } from '../tensorDifference';

const FIGURES = [
  'aNorm',
  'bNorm',
  'distance',
  'relative',
  'cosine',
  'maxDifference',
  'maxDifferenceAt',
] as const;
type Figure = (typeof FIGURES)[number];

export type Figures = Omit<TensorDifference, Figure> &
  Readonly<Record<Figure, number | null>> & {
    readonly missing: Readonly<Partial<Record<Figure, string>>>;
  };

/** Every number of a comparison, null where there is none, and then the reason by its name. */
export function figures(difference: TensorDifference): Figures {
  const missing: Partial<Record<Figure, string>> = {};
  const known: Partial<Record<Figure, null>> = {};
  for (const figure of FIGURES) {
    const reason = whyMissing(figure, difference);
    if (reason === null) continue;
    missing[figure] = reason;
    known[figure] = null;
  }
  return { ...difference, ...known, missing };
}

/** Of several tensors. The place would be one in a tensor that a roll-up does not name. */
export function asOne(difference: TensorDifference): object {
  return { ...figures(difference), maxDifferenceAt: undefined };
}

function whyMissing(figure: Figure, difference: TensorDifference): string | null {
  const value = difference[figure];
  if (value !== null) return Number.isFinite(value) ? null : 'It is beyond what 64 bits can hold.';
  if (difference.pairs === 0) return 'No place holds a finite number in both.';
  return difference.aNorm === 0 ? 'A is all zeros.' : 'B is all zeros.';
}
