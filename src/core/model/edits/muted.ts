import { ModelMismatchError } from '../../errors';
import { shownName } from '../../format/sentence';
import type { Axis, Weight } from '../model';
import { shownShape } from '../shownShape';
import type { Patch, Slice } from './edit';
import { OUTPUTS } from './outputAxis';

/** What is to be zeroed, and what it is called: "unit 3". */
export interface Muted {
  readonly what: string;
  readonly patches: readonly Patch[];
}

/**
 * Zeroes one unit, filter or head in all weights of its layer that have it: kernel, recurrent kernel and
 * bias; of a gated layer in all gates, so that the unit gives 0 from a state of 0 on.
 * @param layer The weights of its layer, itself among them.
 * @throws ModelMismatchError where the axis does not run over what a layer gives.
 */
export function muted(weight: Weight, { axis, index }: Slice, layer: readonly Weight[]): Muted {
  const along = shownShape(weight).axes[axis];
  const one = along && OUTPUTS.get(along.name);
  if (along === undefined || one === undefined || !isIn(index, along.size))
    throw new ModelMismatchError(
      `${shownName(weight.name)} has no unit or filter ${index} along ${along === undefined ? 'that axis' : `its axis "${along.name}"`}, so there is none to mute.`,
    );
  const unit = index % perPart(along);
  const patches = layer.flatMap((other) => {
    const slices =
      other === weight ? gates(axis, along, unit) : slicesOf(other, weight, axis, unit);
    return slices.map((slice): Patch => ({
      kind: 'constant',
      weight: other.index,
      slice,
      value: 0,
    }));
  });
  return { what: `${one} ${unit}`, patches };
}

function slicesOf(other: Weight, weight: Weight, axis: number, unit: number): Slice[] {
  const along = weight.axes[axis];
  if (along === undefined) return [];
  if (along.name === 'multiplier') return depthwiseBias(other, weight, axis, unit);
  const at = other.axes.findIndex(
    (candidate) => candidate.name === along.name && perPart(candidate) === perPart(along),
  );
  const found = other.axes[at];
  if (found !== undefined) return gates(at, found, unit);
  // Known by name alone, a bias may say "unit" where its kernel says "filter".
  const isBias = other.role === 'bias' && other.shape.length === 1 && other.size === along.size;
  return isBias ? [{ axis: 0, index: unit }] : [];
}

/** A depthwise kernel gives `multiplier` channels for each of its input channels, which the bias has side by side. */
function depthwiseBias(other: Weight, weight: Weight, axis: number, unit: number): Slice[] {
  const channels = weight.axes[axis - 1]?.size ?? 0;
  const multiplier = weight.axes[axis]?.size ?? 0;
  if (other.axes[0]?.name !== 'output channel' || other.size !== channels * multiplier) return [];
  return Array.from({ length: channels }, (_, channel) => ({
    axis: 0,
    index: channel * multiplier + unit,
  }));
}

function gates(axis: number, { size, parts }: Axis, unit: number): Slice[] {
  const count = parts?.length ?? 1;
  return Array.from({ length: count }, (_, gate) => ({
    axis,
    index: gate * (size / count) + unit,
  }));
}

function perPart({ size, parts }: Axis): number {
  return size / (parts?.length ?? 1);
}

function isIn(index: number, size: number): boolean {
  return Number.isInteger(index) && index >= 0 && index < size;
}
