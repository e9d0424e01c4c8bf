import { ModelMismatchError } from '../../core/errors';
import { shownName } from '../../core/format/sentence';
import type { WeightValues } from '../../core/format/weightSource';
import { checkMetadataPlace } from '../../core/format/write/editMetadata';
import type { Json } from '../../core/json';
import type { MetadataChange, Patch, QuantizedStorage } from '../../core/model/edits/edit';
import { holdingOf } from '../../core/model/edits/holding';
import type { ValueStore } from '../../core/model/edits/valueStore';
import { storageByWeight } from '../../core/model/edits/weightPatches';
import type { Weight } from '../../core/model/model';
import type { MadeValues } from '../../protocol/values';
import { checkSavable } from '../edits/checkSavable';
import { requantizedError } from '../edits/requantizedError';
import type { OpenedModel } from '../openedModel';
import { PIECE } from '../scan';
import type { Turn } from '../turns';
import type { NewSlot } from './slotDraft';
import { SlotDrafts } from './slotDrafts';
import { TensorDraft } from './tensorDraft';

export interface EndValues {
  readonly metadata: readonly MetadataChange[];
  /** The user's choice for quantized weights, null before there was one. */
  readonly quantized: QuantizedStorage | null;
  /** `trainingConfig` to be written with the slots; undefined leaves the file's as they are. */
  readonly training?: Json | undefined;
}

/** An edit whose tensors come in, a piece after the other. */
export class ValuesDraft {
  private readonly tensors = new Map<number, TensorDraft>();
  private readonly slots = new SlotDrafts();
  private last: TensorDraft | undefined;

  constructor(
    private readonly opened: OpenedModel,
    private readonly label: string,
    private readonly store: ValueStore,
  ) {}

  async add(index: number, values: WeightValues, turn: Turn): Promise<void> {
    if (this.last?.weight.index !== index) {
      this.last?.checkWhole();
      if (this.tensors.has(index)) throw new RangeError(`Weight ${index} came twice.`);
      this.last = this.tensorDraft(this.opened.weight(index));
      this.tensors.set(index, this.last);
    }
    await this.last.add(values, turn);
  }

  addSlot(index: number, as: NewSlot, values: WeightValues): Promise<void> {
    return this.slots.add(index, as, values, this.store);
  }

  /** See `ValuesApi.endValues`. @param current The model as it is open now. */
  async end(
    { metadata, quantized, training: config }: EndValues,
    current: OpenedModel,
    turn: Turn,
  ): Promise<MadeValues> {
    if (current !== this.opened)
      throw new ModelMismatchError(
        `${current.fileName} was read anew while its new values were brought over. Keep them again.`,
      );
    if (metadata.length > 0) checkMetadataPlace(current.model.json);
    this.last?.checkWhole();
    const changed = [...this.tensors.values()].filter(({ changes }) => changes);
    const weights = changed.map(({ weight }) => weight);
    const chosen = storageByWeight(current.values.edits);
    const storageOf = (weight: Weight): QuantizedStorage | undefined =>
      weight.quantization && (chosen.get(weight.index) ?? quantized ?? undefined);
    await checkSavable(current, weights, storageOf);
    const undecided = weights.filter(
      (weight) => weight.quantization !== undefined && storageOf(weight) === undefined,
    );
    if (undecided.length > 0) {
      const patches = await patchesOf(changed);
      const draft = { weights, make: () => Promise.resolve({ label: this.label, patches }) };
      const { values } = current;
      const error = await requantizedError(draft, undecided, { opened: current, values, turn });
      return { quantized: undecided.map(({ name }) => shownName(name)), error };
    }
    for (const tensor of changed)
      if (storageOf(tensor.weight) === 'requantize') await this.hold(tensor, turn);
    const all = [...this.tensors.values()];
    const { training, patches: ofSlots } = await this.slots.made(config, current);
    const patches = [...(await patchesOf(all)), ...ofSlots];
    const storage = patches.flatMap(({ weight }) => {
      const as = storageOf(current.weight(weight));
      return as === undefined ? [] : [{ weight, as }];
    });
    return {
      edit:
        patches.length === 0 && training === undefined
          ? null
          : { label: this.label, patches, storage, metadata, ...(training && { training }) },
      tensors: all.map(({ weight, rounded, changes, sums }) => ({
        weight: weight.index,
        name: shownName(weight.name),
        rounded,
        as: (changes ? storageOf(weight) : undefined) ?? null,
        ...sums.numbers,
      })),
    };
  }

  async drop(): Promise<void> {
    for (const tensor of this.tensors.values()) await tensor.drop();
    await this.slots.drop();
  }

  /** Puts the values as they will be once quantized anew in place of those that came. */
  private async hold(came: TensorDraft, turn: Turn): Promise<void> {
    const { weight, count } = came;
    const file = await came.file();
    if (file === null) return;
    const held = this.tensorDraft(weight, 'requantize');
    try {
      for (let start = 0; start < count; start += PIECE) {
        const end = Math.min(start + PIECE, count);
        await held.add(await this.store.read(file, weight, start, end), turn);
      }
    } catch (error) {
      await held.drop();
      throw error;
    }
    this.tensors.set(weight.index, held);
    await came.drop();
  }

  private tensorDraft(weight: Weight, as?: QuantizedStorage): TensorDraft {
    if (weight.dtype === 'string')
      throw new ModelMismatchError(`${shownName(weight.name)} holds text, which is not trained.`);
    const { read, count } = this.opened.scanned(weight);
    return new TensorDraft(weight, { read, count }, holdingOf(weight, as), this.store);
  }
}

async function patchesOf(tensors: readonly TensorDraft[]): Promise<readonly Patch[]> {
  const patches: Patch[] = [];
  for (const tensor of tensors) {
    const file = await tensor.file();
    if (file !== null) patches.push({ kind: 'values', weight: tensor.weight.index, file });
  }
  return patches;
}
