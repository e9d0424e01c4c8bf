import type { MetadataChange } from '../../core/model/edits/edit';
import type { Json } from '../../core/json';
import type { CallOptions } from '../../protocol/channel';
import type { OptimizerSlot } from '../../protocol/training';
import type { ModelDocument } from '../modelDocument';
import type { ModelEngine } from './modelEngine';

/** 1 MB: a message that neither process is busy with for more than some milliseconds. */
const PIECE = 1 << 18;

export interface KeepRequest {
  /** Of the edit: "Retrain 20 epochs". */
  readonly label: string;
  /** Indices into `Model.weights`; by default all that the model uses. */
  readonly weights?: readonly number[];
  /** Members of `userDefinedMetadata` that go with it. */
  readonly metadata?: readonly MetadataChange[];
  /**
   * What a later training goes on from, where that is wanted: `trainingConfig` and what the run says of
   * its slots. Otherwise the file keeps what it has of both.
   */
  readonly optimizer?: { readonly config: Json; readonly slots: readonly OptimizerSlot[] };
}

export interface Kept {
  /** False where every value is as it was: there is no edit then. */
  readonly changed: boolean;
  /** Tensors that hold less than float32: their values were rounded to what they hold. */
  readonly rounded: readonly string[];
}

/**
 * Makes one edit of a document out of what training left in the engine.
 * @throws ModelMismatchError where the file has no place for the optimizer; nothing is changed then.
 * @returns null where the user was asked how quantized tensors are to be stored, and did not answer.
 */
export async function keepTrained(
  document: ModelDocument,
  { engine, model }: Pick<ModelEngine, 'engine' | 'model'>,
  { label, weights, metadata = [], optimizer }: KeepRequest,
  { signal, onProgress }: CallOptions<{ readonly fraction: number }> = {},
): Promise<Kept | null> {
  const taken = model.weights.filter(({ weight }) => weights?.includes(weight) ?? true);
  const total = taken.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  // One worker throughout: a draft dies with it.
  const worker = document.model;
  const { draft } = await worker.beginValues({ label });
  try {
    let done = 0;
    for (const { weight, shape } of taken) {
      const size = sizeOf(shape);
      for (let start = 0; start < size; start += PIECE) {
        const end = Math.min(start + PIECE, size);
        const values = await engine.values({ weight, start, end }, { signal });
        await worker.addValues({ draft, weight, values }, { signal });
        onProgress?.({ fraction: (done + end) / total });
      }
      done += size;
    }
    for (const [slot, as] of (optimizer?.slots ?? []).entries()) {
      const size = sizeOf(as.shape);
      for (let start = 0; start < size; start += PIECE) {
        const end = Math.min(start + PIECE, size);
        const values = await engine.slotValues({ slot, start, end }, { signal });
        await worker.addSlot({ draft, slot, as, values }, { signal });
      }
    }
    const made = await document.edits.applyMade((quantized) =>
      worker.endValues({ draft, metadata, quantized, training: optimizer?.config }, { signal }),
    );
    return made === null ? null : { changed: made.edit !== null, rounded: made.rounded };
  } finally {
    // Where the worker has gone, so has the draft.
    worker.dropValues({ draft }).catch(() => undefined);
  }
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}
