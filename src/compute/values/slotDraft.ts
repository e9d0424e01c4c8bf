import { shownName } from '../../core/format/sentence';
import type { WeightValues } from '../../core/format/weightSource';
import type { TrainingSlot } from '../../core/model/edits/edit';
import type { ValueStore } from '../../core/model/edits/valueStore';
import { ValueFile } from './valueFile';
import { elementsOf } from '../../core/model/strides';

/** A variable of an optimizer, before its values are there. */
export type NewSlot = Omit<TrainingSlot, 'file'>;

/** The values of a variable of an optimizer as they come. */
export class SlotDraft {
  private readonly count: number;
  private readonly values: ValueFile;
  private taken = 0;

  constructor(
    readonly slot: NewSlot,
    store: ValueStore,
  ) {
    this.count = elementsOf(slot.shape);
    this.values = new ValueFile(store);
  }

  async add(values: WeightValues): Promise<void> {
    const { dtype } = this.slot;
    const fits = dtype === 'int32' ? values instanceof Int32Array : values instanceof Float32Array;
    if (!fits || !ArrayBuffer.isView(values) || this.taken + values.length > this.count)
      throw this.misfit();
    this.taken += values.length;
    await this.values.put(values);
  }

  async file(): Promise<string> {
    if (this.taken !== this.count) throw this.misfit();
    return this.values.end();
  }

  drop(): Promise<void> {
    return this.values.drop();
  }

  private misfit(): RangeError {
    const { name, dtype } = this.slot;
    return new RangeError(`${shownName(name)} holds ${this.count} values of ${dtype}.`);
  }
}
