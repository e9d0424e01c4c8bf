import type { WeightEntry } from '../../core/format/weightEntry';
import type { Storage } from './scanApi';

/**
 * How the values of a weight are stored, where they are float32 or widen to it as
 * `src/core/format/decode.ts` has it; else undefined.
 */
export function storageOf({ dtype, quantization }: WeightEntry): Storage | undefined {
  if (quantization === undefined) {
    if (dtype === 'complex64') return { kind: 'float32' };
    return dtype === 'float32' || dtype === 'float16' || dtype === 'bfloat16'
      ? { kind: dtype }
      : undefined;
  }
  if (dtype === 'complex64' || dtype === 'string') return undefined;
  if (quantization.dtype === 'float16') return { kind: 'float16' };
  const { dtype: kind, scale, min } = quantization;
  return dtype === 'int32' ? undefined : { kind, scale, min };
}

/** Stored bytes of one value. */
export function widthOf({ kind }: Storage): number {
  return WIDTHS[kind];
}

const WIDTHS = { float32: 4, float16: 2, bfloat16: 2, uint16: 2, uint8: 1 } as const;
