import type { WeightEntry } from '../../core/format/weightEntry';
import type { Storage } from './scanApi';

/**
 * How the values of a weight are stored, where they are float32 or widen to it as
 * `src/core/format/decode.ts` has it; else undefined.
 */
export function storageOf({ dtype, quantization }: WeightEntry): Storage | undefined {
  if (quantization === undefined) {
    if (dtype === 'complex64') return PLAIN.float32;
    return dtype === 'float32' || dtype === 'float16' || dtype === 'bfloat16'
      ? PLAIN[dtype]
      : undefined;
  }
  if (dtype === 'complex64' || dtype === 'string') return undefined;
  if (quantization.dtype === 'float16') return PLAIN.float16;
  const { dtype: kind, scale, min } = quantization;
  return dtype === 'int32' ? undefined : { kind, scale, min };
}

/** Stored bytes of one value. */
export function widthOf({ kind }: Storage): number {
  return WIDTHS[kind];
}

/** One object for all tensors: a message holds it once. */
const PLAIN = {
  float32: { kind: 'float32' },
  float16: { kind: 'float16' },
  bfloat16: { kind: 'bfloat16' },
} as const;

const WIDTHS = { float32: 4, float16: 2, bfloat16: 2, uint16: 2, uint8: 1 } as const;
