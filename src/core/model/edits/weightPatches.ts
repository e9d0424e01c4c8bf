import { bitsOf, type Numbers } from '../../format/valueKind';
import type { WeightValues } from '../../format/weightSource';
import type { Edit, Patch, QuantizedStorage } from './edit';

/** What all edits together make of one weight. */
export interface WeightPatches {
  /** In the order in which they apply. */
  readonly patches: readonly Patch[];
  /** How it is stored from now on, where it is quantized. */
  readonly storage: QuantizedStorage | undefined;
  /** Tells these patches from any others that this weight had since the model was opened. */
  readonly revision: number;
}

export type PatchesByWeight = ReadonlyMap<number, WeightPatches>;

/**
 * The patches of a list of edits by weight. A weight whose patches are those of `before` keeps its
 * revision, and with it what was measured and drawn of it.
 */
export function patchesByWeight(
  edits: readonly Edit[],
  before: PatchesByWeight,
  nextRevision: () => number,
): PatchesByWeight {
  const storage = storageByWeight(edits);
  const lists = new Map<number, Patch[]>();
  for (const { patches } of edits) {
    for (const patch of patches) {
      const list = lists.get(patch.weight);
      if (list === undefined) lists.set(patch.weight, [patch]);
      else list.push(patch);
    }
  }
  const made = new Map<number, WeightPatches>();
  for (const [weight, patches] of lists) {
    const as = storage.get(weight);
    const known = before.get(weight);
    const isSame =
      known !== undefined && known.storage === as && isSameList(known.patches, patches);
    made.set(weight, isSame ? known : { patches, storage: as, revision: nextRevision() });
  }
  return made;
}

/** What was chosen for quantized weights; the last choice holds. */
export function storageByWeight(edits: readonly Edit[]): ReadonlyMap<number, QuantizedStorage> {
  return new Map(
    edits.flatMap(({ storage }) => storage.map(({ weight, as }) => [weight, as] as const)),
  );
}

function isSameList(a: readonly Patch[], b: readonly Patch[]): boolean {
  return a.length === b.length && a.every((patch, i) => isSamePatch(patch, b[i]));
}

function isSamePatch(a: Patch, b: Patch | undefined): boolean {
  if (a === b) return true;
  switch (a.kind) {
    case 'cells':
      return b?.kind === a.kind && isSame(a.positions, b.positions) && isSame(a.values, b.values);
    case 'constant':
      return b?.kind === a.kind && isSameSlice(a.slice, b.slice) && Object.is(a.value, b.value);
    case 'scale':
      return b?.kind === a.kind && isSameSlice(a.slice, b.slice) && Object.is(a.factor, b.factor);
    case 'values':
      return b?.kind === a.kind && a.file === b.file;
  }
}

function isSameSlice(
  a: { readonly axis: number; readonly index: number } | null,
  b: { readonly axis: number; readonly index: number } | null,
): boolean {
  return a?.axis === b?.axis && a?.index === b?.index;
}

function isSame(a: WeightValues, b: WeightValues): boolean {
  if (a.length !== b.length || a.constructor !== b.constructor) return false;
  const [x, y] = ArrayBuffer.isView(a) ? [bitsOf(a), bitsOf(b as Numbers)] : [a, b];
  for (let i = 0; i < x.length; i++) if (x[i] !== y[i]) return false;
  return true;
}
