import type { WeightValues } from '../../core/format/weightSource';
import { shownName } from '../../core/format/sentence';
import { ModelMismatchError } from '../../core/errors';
import type { Weight } from '../../core/model/model';
import type { Client } from '../../protocol/channel';
import type { WeightsApi } from '../../protocol/engine';

/** 4 MiB of float32 a message. */
const PIECE = 1 << 20;

/** A whole tensor as float32, which is all that layers of TensorFlow.js compute with. */
export async function readFloats(
  source: Client<WeightsApi>,
  weight: Weight,
  of: 'own' | 'other' = 'own',
): Promise<Float32Array> {
  const floats = new Float32Array(weight.size);
  for (let start = 0; start < weight.size; start += PIECE) {
    const end = Math.min(start + PIECE, weight.size);
    const values = await source.read({ weight: weight.index, start, end, of });
    setFloats(floats, values, start, weight);
  }
  return floats;
}

function setFloats(floats: Float32Array, values: WeightValues, at: number, weight: Weight): void {
  if (values instanceof BigInt64Array || values instanceof BigUint64Array) {
    for (let i = 0; i < values.length; i++) floats[at + i] = Number(values[i]);
  } else if (ArrayBuffer.isView(values)) {
    floats.set(values, at);
  } else {
    throw new ModelMismatchError(
      `The tensor "${shownName(weight.name)}" holds text, so the model cannot be run.`,
    );
  }
}
