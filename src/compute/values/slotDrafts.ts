import type { WeightValues } from '../../core/format/weightSource';
import { planTraining } from '../../core/format/write/planTraining';
import type { Json } from '../../core/json';
import type { Patch, TrainingChange, TrainingSlot } from '../../core/model/edits/edit';
import { trainingChange } from '../../core/model/edits/training';
import type { ValueStore } from '../../core/model/edits/valueStore';
import { optimizerSlots, sameSlots } from '../../core/model/optimizerSlots';
import { checkSavable } from '../edits/checkSavable';
import type { OpenedModel } from '../openedModel';
import { type NewSlot, SlotDraft } from './slotDraft';

/** All that an optimizer keeps, as it comes. */
export class SlotDrafts {
  private readonly drafts: SlotDraft[] = [];

  async add(index: number, as: NewSlot, values: WeightValues, store: ValueStore): Promise<void> {
    if (index === this.drafts.length) {
      await this.drafts.at(-1)?.file();
      this.drafts.push(new SlotDraft(as, store));
    }
    const draft = this.drafts[index];
    if (draft === undefined || index < this.drafts.length - 1)
      throw new RangeError(`Slot ${index} is not the one that comes next.`);
    await draft.add(values);
  }

  /**
   * Where the file has slots of the same optimizer and weights these get the new values; else new ones
   * take their place.
   * @param config `trainingConfig`; undefined leaves all as it is.
   * @throws ModelMismatchError where those of the file cannot be replaced
   */
  async made(
    config: Json | undefined,
    opened: OpenedModel,
  ): Promise<{ readonly training?: TrainingChange; readonly patches: readonly Patch[] }> {
    const { model, values } = opened;
    if (config === undefined) {
      await this.drop();
      return { patches: [] };
    }
    const slots: TrainingSlot[] = [];
    for (const draft of this.drafts) slots.push({ ...draft.slot, file: await draft.file() });
    const stored = optimizerSlots(model.weights);
    const unsaved = trainingChange(values.edits)?.slots ?? null;
    if (unsaved !== null || !sameSlots(stored, slots)) {
      planTraining(model.manifest, { config, slots });
      return { training: { config, slots }, patches: [] };
    }
    await checkSavable(opened, stored, () => undefined);
    const patches = slots.map(({ file }, i): Patch => ({
      kind: 'values',
      weight: stored[i]?.index ?? -1,
      file,
    }));
    return { training: { config, slots: null }, patches };
  }

  async drop(): Promise<void> {
    for (const draft of this.drafts) await draft.drop();
  }
}
