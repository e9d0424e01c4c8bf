import type { TensorDifference } from './tensorDifference';
import { type Figure, figure, noFigure } from '../evaluate/figure';

/** How far a tensor went from a state before, A, to one after, B, as two arrows. */
export interface Movement {
  /** ‖B − A‖ / ‖A‖. */
  readonly moved: Figure;
  /** Angle between A and B, 0 to 180. */
  readonly degrees: Figure;
  /** ‖B‖ / ‖A‖: what remains of the move where the angle is 0. */
  readonly growth: Figure;
  /** "moved 15 %, turned 1.1°". It does not say how much the tensor learnt. */
  readonly text: string;
}

const ALL_ZERO = 'It was all zero before, and zero has no direction.';

/** Layer rotation after Carbonnelle and De Vleeschouwer 2018, arXiv 1806.01603, as an angle. */
export function movementOf(difference: TensorDifference): Movement {
  const { pairs, aNorm, bNorm, distance } = difference;
  const why = pairs === 0 ? 'It has no finite values.' : aNorm === 0 ? ALL_ZERO : null;
  const each = (value: () => number): Figure => (why === null ? figure(value()) : noFigure(why));
  const movement = {
    moved: each(() => distance / aNorm),
    degrees:
      why === null && bNorm === 0
        ? noFigure('It is all zero now, and zero has no direction.')
        : each(() => degreesBetween(aNorm, bNorm, distance)),
    growth: each(() => bNorm / aNorm),
  };
  return { ...movement, text: textOf(difference, movement) };
}

/**
 * From the sides of the triangle after Kahan ("Miscalculating Area and Angles of a Needle-like
 * Triangle"): an arc cosine loses half the digits of a small angle.
 */
function degreesBetween(a: number, b: number, distance: number): number {
  const gap = Math.abs(a - b);
  const across = Math.max(0, (distance - gap) * (distance + gap));
  const along = Math.max(0, (a + b - distance) * (a + b + distance));
  return (2 * Math.atan2(Math.sqrt(across), Math.sqrt(along)) * 180) / Math.PI;
}

function textOf(
  { pairs, count, changed, aNorm, bNorm, distance }: TensorDifference,
  { moved, degrees }: Pick<Movement, 'moved' | 'degrees'>,
): string {
  if (changed === 0) return 'unchanged, bit for bit';
  if (pairs === 0) return 'not measured: no value is finite before and after';
  const tail = leftOut(count - pairs);
  if (distance === 0) return `not moved${tail}`;
  if (moved.value === null) return `was all zero, now of length ${rounded(bNorm)}${tail}`;
  const far = `moved ${rounded(100 * moved.value)} %`;
  if (degrees.value === null)
    return `${far}: all zero now, before of length ${rounded(aNorm)}${tail}`;
  return `${far}, turned ${rounded(degrees.value)}°${tail}`;
}

function leftOut(count: number): string {
  if (count === 0) return '';
  if (count === 1) return '; 1 value that is not finite left out';
  return `; ${count.toLocaleString('en')} values that are not finite left out`;
}

/** Two digits, but whole numbers from 100 on. */
function rounded(value: number): string {
  if (value >= 100)
    return value < 1e6 ? Math.round(value).toLocaleString('en') : value.toExponential(1);
  return String(Number(value.toPrecision(2)));
}
