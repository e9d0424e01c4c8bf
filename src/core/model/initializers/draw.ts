import { fansOf } from './fans';
import type { Initializer } from './initializer';
import { orthogonalSize, orthonormal } from './orthogonal';
import type { Random } from './random';

/** Gives the value at a flat index; to be asked in order, each once. */
export type Draw = (index: number) => number;

/** Stddev of a standard normal cut off at ±2, by which Keras makes up for the cut (scipy.stats.truncnorm). */
const TRUNCATED_STDDEV = 0.879_625_661_034_239_78;
const CUT = 2;

/**
 * Values for a tensor of this shape.
 * @param shape Such as `checkOrthogonal` and `checkIdentity` accept.
 */
export async function drawing(
  initializer: Initializer,
  shape: readonly number[],
  random: Random,
  turn: () => Promise<void>,
  progress: (fraction: number) => void,
): Promise<Draw> {
  switch (initializer.kind) {
    case 'constant':
      return () => initializer.value;
    case 'uniform':
      return uniform(initializer.low, initializer.high, random);
    case 'normal':
      return normal(initializer.mean, initializer.stddev, initializer.truncated, random);
    case 'scaling':
      return scaled(initializer, shape, random);
    case 'identity': {
      const step = (shape[1] ?? 1) + 1;
      // In a matrix of more rows than columns, those below the square are all zero.
      const end = (shape[1] ?? 1) * (shape[1] ?? 1);
      return (index) => (index % step === 0 && index < end ? initializer.gain : 0);
    }
    case 'orthogonal': {
      const { rows, columns, vectors, length } = orthogonalSize(shape);
      const all = await orthonormal(vectors, length, random, turn, progress);
      const { gain } = initializer;
      // A wide matrix has the vectors as its rows, in which order they come.
      if (rows < columns) return (index) => gain * (all[index] ?? 0);
      return (index) => gain * (all[(index % columns) * length + Math.floor(index / columns)] ?? 0);
    }
  }
}

function scaled(
  { scale, mode, distribution }: Extract<Initializer, { readonly kind: 'scaling' }>,
  shape: readonly number[],
  random: Random,
): Draw {
  const fans = fansOf(shape);
  const fan = { fan_in: fans.in, fan_out: fans.out, fan_avg: (fans.in + fans.out) / 2 }[mode];
  const variance = scale / Math.max(1, fan);
  const stddev = Math.sqrt(variance);
  switch (distribution) {
    case 'uniform': {
      const limit = Math.sqrt(3 * variance);
      return uniform(-limit, limit, random);
    }
    case 'truncated_normal':
      return normal(0, stddev / TRUNCATED_STDDEV, true, random);
    case 'untruncated_normal':
      return normal(0, stddev, false, random);
  }
}

function uniform(low: number, high: number, random: Random): Draw {
  return () => low + (high - low) * random.uniform();
}

function normal(mean: number, stddev: number, truncated: boolean, random: Random): Draw {
  if (!truncated) return () => mean + stddev * random.normal();
  return () => {
    let value = random.normal();
    while (Math.abs(value) > CUT) value = random.normal();
    return mean + stddev * value;
  };
}
