import type { Quantization } from '../dtypes';
import { roundHalfEven } from './narrowFloats';

export type AffineQuantization = Quantization & { readonly dtype: 'uint8' | 'uint16' };

/** Largest q of each stored type. */
const LARGEST = { uint8: 255, uint16: 65535 } as const;

/**
 * Scale and min for values in [low, high], both finite, as the Python converter computes them
 * (tensorflowjs/quantization.py `quantize_weights`): the range in equal steps, and min moved to a
 * whole number of steps from 0 where 0 is in the range, so that 0 is stored exactly.
 */
export function quantizationFor(
  low: number,
  high: number,
  { dtype, originalDType }: AffineQuantization,
): AffineQuantization {
  if (low === high) return { dtype, scale: 1, min: low, originalDType };
  const scale = (high - low) / LARGEST[dtype];
  const coversZero = low <= 0 && high >= 0;
  // Adding 0 turns a min of -0 into 0.
  const min = coversZero ? -roundHalfEven((0 - low) / scale) * scale + 0 : low;
  return { dtype, scale, min, originalDType };
}
