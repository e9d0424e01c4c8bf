import { ModelMismatchError } from '../../core/errors';
import type { WeightSource } from '../../core/format/weightSource';
import { ChangeSource } from '../../core/model/edits/changeSource';
import { checkEdits } from '../../core/model/edits/checkEdits';
import type { Edit } from '../../core/model/edits/edit';
import { OverlaySource } from '../../core/model/edits/overlaySource';
import type { ValueStore } from '../../core/model/edits/valueStore';
import { type PatchesByWeight, patchesByWeight } from '../../core/model/edits/weightPatches';
import type { Weight } from '../../core/model/model';
import type { ValuesOf } from '../../protocol/model';

/** A model's values under one list of edits. Never changes: other edits make another. */
export class EditedValues {
  private readonly sources: Readonly<Record<ValuesOf, WeightSource>>;
  private readonly overlay: OverlaySource;

  static none(
    stored: WeightSource,
    store: ValueStore | undefined,
    weights: readonly Weight[],
  ): EditedValues {
    return new EditedValues(stored, store, weights, [], new Map(), { last: 0 });
  }

  private constructor(
    stored: WeightSource,
    private readonly store: ValueStore | undefined,
    private readonly weights: readonly Weight[],
    readonly edits: readonly Edit[],
    readonly patches: PatchesByWeight,
    private readonly revision: { last: number },
  ) {
    this.overlay = new OverlaySource(stored, store, weights, patches);
    const change = new ChangeSource(stored, this.overlay);
    this.sources = { stored, edited: this.overlay, change };
  }

  source(of: ValuesOf): WeightSource {
    return this.sources[of];
  }

  isAsStored(weight: number, of: ValuesOf): boolean {
    return of === 'stored' || (of === 'edited' && !this.patches.has(weight));
  }

  /** Whether elements [start, end) of a weight may be other than stored. */
  touches(weight: Weight, start: number, end: number): boolean {
    return this.overlay.touches(weight, start, end);
  }

  /** Names these values of a weight in caches; another edit of the weight gives them another name. */
  key(weight: number, of: ValuesOf): string {
    if (this.isAsStored(weight, of)) return String(weight);
    return `${of} ${weight} ${this.patches.get(weight)?.revision ?? 0}`;
  }

  /** @throws ModelMismatchError, ModelFormatError where the edits do not fit the model or their values are gone. */
  async replaced(edits: readonly Edit[]): Promise<EditedValues> {
    checkEdits(edits, this.weights);
    for (const patch of edits.flatMap(({ patches }) => patches)) {
      const weight = this.weights[patch.weight];
      if (patch.kind !== 'values' || weight === undefined) continue;
      if (this.store === undefined)
        throw new ModelMismatchError('The unsaved changes need a folder that is not there.');
      // Nothing of it, which tells whether it is there.
      await this.store.read(patch.file, weight, 0, 0);
    }
    return this.over(edits);
  }

  /** With edits that were just made for this model. */
  over(edits: readonly Edit[]): EditedValues {
    const patches = patchesByWeight(edits, this.patches, () => ++this.revision.last);
    return new EditedValues(
      this.sources.stored,
      this.store,
      this.weights,
      edits,
      patches,
      this.revision,
    );
  }
}
