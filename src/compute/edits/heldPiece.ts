import { ModelMismatchError } from '../../core/errors';
import { shownName } from '../../core/format/sentence';
import type { Numbers } from '../../core/format/valueKind';
import type { Holding } from '../../core/model/edits/holding';

/**
 * New values as the file will hold them, so that what is shown is what is saved.
 * @throws ModelMismatchError naming the tensor where it cannot store NaN and infinities that are among them
 */
export function heldPiece(values: Numbers, holding: Holding, name: string): Numbers {
  if (!(values instanceof Float32Array) || holding.kind !== 'float') return values;
  const { round, special } = holding;
  if (special && round === Math.fround) return values;
  return values.map((value) => {
    if (!special && !Number.isFinite(value))
      throw new ModelMismatchError(
        `${shownName(name)}: the new values hold NaN or infinities, which the quantized tensor cannot store. Let quantized tensors become float32.`,
      );
    return round(value);
  });
}
