import { inSides } from '../../core/compare/pairText';
import { meaningDiffers } from '../../core/model/match/unfit';
import type { WeightMatch } from '../../core/model/match/modelMatch';
import type { Model, Weight } from '../../core/model/model';
import { weightShapeText } from '../../core/model/rowText';
import type { PairLine } from '../../core/compare/comparison';

export function pairLine(a: Model, b: Model, match: WeightMatch, pair: number): PairLine {
  const weight = a.weights[match.left];
  const other = b.weights[match.right];
  if (weight === undefined || other === undefined)
    throw new RangeError(`There is no pair ${pair}.`);
  const layer = a.nodes[weight.node];
  return {
    ...{ pair, a: match.left, b: match.right, by: match.by },
    name: weight.name,
    nameInB: other.name,
    layer: weight.node,
    layerName: layer?.name ?? '',
    layerClass: layer?.className ?? '',
    role: weight.role,
    shape: weightShapeText(weight),
    parameters: weight.size,
    doubt: match.by === 'hand' ? doubtText(a, weight, b, other) : null,
    storage: storageText(weight, other),
  };
}

/** In what two weights differ that a person pairs, besides their values; null where they stand for the same. */
export function doubtText(a: Model, weight: Weight, b: Model, other: Weight): string | null {
  const differs = meaningDiffers(a.nodes[weight.node], weight, b.nodes[other.node], other);
  return differs === undefined ? null : inSides(differs);
}

/** Null where both are stored alike, so that equal bits are equal bytes. */
function storageText(a: Weight, b: Weight): string | null {
  const [here, there] = [storedAs(a), storedAs(b)];
  if (here === there) return null;
  const dequantized = a.quantization !== undefined || b.quantization !== undefined;
  return `${here} against ${there}${dequantized ? ', compared dequantized' : ''}`;
}

function storedAs({ dtype, quantization }: Weight): string {
  if (quantization === undefined) return dtype;
  return quantization.dtype === 'float16'
    ? 'float16'
    : `${quantization.dtype} × ${quantization.scale} + ${quantization.min}`;
}
