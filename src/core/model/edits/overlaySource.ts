import { emptyValues, type Numbers, valueKindOf } from '../../format/valueKind';
import type { WeightSource, WeightValues } from '../../format/weightSource';
import type { Weight } from '../model';
import { shownShape } from '../shownShape';
import { applyPatch, type InPlacePatch, touches } from './applyPatch';
import type { Patch } from './edit';
import { holdingOf } from './holding';
import type { ValueStore } from './valueStore';
import type { PatchesByWeight, WeightPatches } from './weightPatches';

/** Patches of a weight, those that are hidden left out. */
interface Layers {
  /** All values, in place of those below; undefined where those below shine through. */
  readonly bottom: Extract<Patch, { readonly kind: 'values' | 'constant' }> | undefined;
  readonly above: readonly InPlacePatch[];
}

/**
 * The values as edits leave them. Patches apply to the range that is read, so that memory is taken by
 * what was typed and never by the size of a tensor. A snapshot: other edits make another overlay.
 */
export class OverlaySource implements WeightSource {
  private readonly layers = new Map<number, Layers>();

  /** @param patches Such as `checkEdits` accepts for these weights. */
  constructor(
    private readonly below: WeightSource,
    private readonly store: ValueStore | undefined,
    private readonly weights: readonly Weight[],
    private readonly patches: PatchesByWeight,
  ) {}

  /** See `WeightSource.read`. What is stored is not read where edits hide all of it. */
  async read({ index }: Pick<Weight, 'index'>, start: number, end: number): Promise<WeightValues> {
    const weight = this.weights[index];
    if (weight === undefined) throw new RangeError(`The model has no weight ${index}.`);
    const known = this.patches.get(index);
    if (known === undefined) return this.below.read(weight, start, end);
    const layers = this.layersOf(index, known);
    const { shape } = shownShape(weight);
    const parts = weight.dtype === 'complex64' ? 2 : 1;
    const [from, to] = [start * parts, end * parts];
    const holding = holdingOf(weight, known.storage);
    const round = holding.kind === 'float' ? holding.round : (x: number) => x;
    const above = layers.above.filter((patch) => touches(patch, from, to, shape));
    const values = await this.bottom(weight, layers, start, end, parts);
    if (above.length === 0) return values;
    // What is below may share its memory with others.
    const owned = values.slice() as Numbers | string[];
    for (const patch of above) applyPatch({ values: owned, start: from }, patch, shape, round);
    return owned;
  }

  /** Whether edits may have changed any of a range; where not, its values are those below. */
  touches({ index }: Pick<Weight, 'index'>, start: number, end: number): boolean {
    const weight = this.weights[index];
    const known = this.patches.get(index);
    if (weight === undefined || known === undefined) return false;
    const { bottom, above } = this.layersOf(index, known);
    const { shape } = shownShape(weight);
    const parts = weight.dtype === 'complex64' ? 2 : 1;
    return (
      bottom !== undefined ||
      above.some((patch) => touches(patch, start * parts, end * parts, shape))
    );
  }

  private async bottom(
    weight: Weight,
    { bottom }: Layers,
    start: number,
    end: number,
    parts: number,
  ): Promise<WeightValues> {
    if (bottom === undefined) return this.below.read(weight, start, end);
    checkRange(weight, start, end);
    if (bottom.kind === 'values') {
      if (this.store === undefined) throw new Error('There is no folder for edited values.');
      return this.store.read(bottom.file, weight, start * parts, end * parts);
    }
    const kind = valueKindOf(weight);
    if (kind === 'string') return [];
    return emptyValues(kind, (end - start) * parts);
  }

  private layersOf(index: number, { patches }: WeightPatches): Layers {
    const known = this.layers.get(index);
    if (known !== undefined) return known;
    const made = layersFrom(patches);
    this.layers.set(index, made);
    return made;
  }
}

function layersFrom(patches: readonly Patch[]): Layers {
  const hides = (patch: Patch): boolean =>
    patch.kind === 'values' || (patch.kind === 'constant' && patch.slice === null);
  const at = patches.findLastIndex(hides);
  const bottom = patches[at];
  // A constant is also applied, which rounds it as any other.
  const rest = patches.slice(bottom?.kind === 'values' ? at + 1 : Math.max(0, at));
  return {
    bottom: bottom?.kind === 'values' || bottom?.kind === 'constant' ? bottom : undefined,
    above: rest.filter((patch) => patch.kind !== 'values'),
  };
}

function checkRange({ name, size }: Weight, start: number, end: number): void {
  if (start < 0 || start > end || end > size)
    throw new RangeError(`${name} has ${size} elements, and none in [${start}, ${end}).`);
}
