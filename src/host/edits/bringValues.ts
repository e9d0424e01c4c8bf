import type { Json } from '../../core/json';
import type { WeightValues } from '../../core/format/weightSource';
import type { MetadataChange } from '../../core/model/edits/edit';
import type { CallOptions, Client } from '../../protocol/channel';
import type { ComputeApi } from '../../protocol/compute';
import type { BroughtTensor } from '../../protocol/values';
import type { ModelDocument } from '../modelDocument';

/** 1 MB: a message that neither process is busy with for more than some milliseconds. */
const PIECE = 1 << 18;

type Read<Values> = (start: number, end: number, signal?: AbortSignal) => Promise<Values>;

/** Whole tensors that come from elsewhere, to be one edit of a document. */
export interface Bringing {
  /** Of the edit: "Retrain 20 epochs". */
  readonly label: string;
  readonly tensors: readonly {
    /** Index into `Model.weights`. */
    readonly weight: number;
    /** Values in all. */
    readonly count: number;
    readonly read: Read<WeightValues>;
  }[];
  /** Members of `userDefinedMetadata` that go with it. */
  readonly metadata?: readonly MetadataChange[];
  readonly training?: Json | undefined;
  /** Adds more to the draft when all tensors are there. */
  readonly more?: (worker: Client<ComputeApi>, draft: number) => Promise<void>;
}

export interface Brought {
  /** False where every value is as it was: there is no edit then. */
  readonly changed: boolean;
  readonly tensors: readonly BroughtTensor[];
}

/** Calls `piece` for all of `count` values, in order. */
export async function inPieces(
  count: number,
  piece: (start: number, end: number) => Promise<void>,
): Promise<void> {
  for (let start = 0; start < count; start += PIECE)
    await piece(start, Math.min(start + PIECE, count));
}

/**
 * Makes one edit of whole tensors and applies it.
 * @throws ModelMismatchError where a tensor cannot hold what came; nothing is changed then.
 * @returns null where the user was asked how quantized tensors are to be stored, and did not answer.
 */
export async function bringValues(
  document: ModelDocument,
  { label, tensors, metadata = [], training, more }: Bringing,
  { signal, onProgress }: CallOptions<{ readonly fraction: number }> = {},
): Promise<Brought | null> {
  const total = tensors.reduce((sum, { count }) => sum + count, 0);
  // One worker throughout: a draft dies with it.
  const worker = document.model;
  const { draft } = await worker.beginValues({ label });
  try {
    let done = 0;
    for (const { weight, count, read } of tensors) {
      await inPieces(count, async (start, end) => {
        const values = await read(start, end, signal);
        await worker.addValues({ draft, weight, values }, { signal });
        onProgress?.({ fraction: (done + end) / total });
      });
      done += count;
    }
    await more?.(worker, draft);
    const made = await document.edits.applyMade((quantized) =>
      worker.endValues({ draft, metadata, quantized, training }, { signal }),
    );
    return made === null ? null : { changed: made.edit !== null, tensors: made.tensors };
  } finally {
    // Where the worker has gone, so has the draft.
    worker.dropValues({ draft }).catch(() => undefined);
  }
}
