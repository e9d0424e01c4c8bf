import type { TensorLanes } from '../../../core/align/unitPlan';
import type { TensorPair } from '../../../core/align/unitProfit';
import type { Numbers } from '../../../core/format/valueKind';
import { shownName } from '../../../core/format/sentence';
import type { WeightSource } from '../../../core/format/weightSource';
import { Lru } from '../../../core/lru';
import type { Weight } from '../../../core/model/model';
import { PIECE } from '../../scan';
import type { Turn } from '../../turns';

/** Tensors of both models that are kept between looks at them; the largest may alone be more. */
const KEPT_BYTES = 64 * 1024 * 1024;

/** Values of tensors and their partners; undefined where there is none. */
export type ReadPair = (tensor: TensorLanes) => Promise<TensorPair | undefined>;

/** Keeps what was read, as matching asks for the same tensors over and over. */
export function kept(read: ReadPair): ReadPair {
  const cache = new Lru<TensorPair>(KEPT_BYTES);
  return async (tensor) => {
    const key = String(tensor.weight.index);
    const known = cache.get(key);
    if (known !== undefined) return known;
    const pair = await read(tensor);
    if (pair !== undefined) cache.set(key, pair, pair.a.byteLength + pair.b.byteLength);
    return pair;
  };
}

/** A whole tensor. @throws ModelFormatError where it cannot be read. */
export async function wholeTensor(
  source: WeightSource,
  weight: Weight,
  turn: Turn,
): Promise<Numbers> {
  const first = await source.read(weight, 0, Math.min(PIECE, weight.size));
  if (!ArrayBuffer.isView(first)) throw new RangeError(`${shownName(weight.name)} holds text.`);
  if (first.length === weight.size) return first;
  const whole = new (first.constructor as new (length: number) => Numbers)(weight.size);
  whole.set(first as never);
  for (let start = PIECE; start < weight.size; start += PIECE) {
    await turn();
    const end = Math.min(start + PIECE, weight.size);
    whole.set((await source.read(weight, start, end)) as never, start);
  }
  return whole;
}
