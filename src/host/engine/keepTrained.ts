import type { MetadataChange } from '../../core/model/edits/edit';
import type { Json } from '../../core/json';
import type { CallOptions } from '../../protocol/channel';
import type { OptimizerSlot } from '../../protocol/training';
import { bringValues, type Brought, inPieces } from '../edits/bringValues';
import type { ModelDocument } from '../modelDocument';
import type { ModelEngine } from './modelEngine';
import { elementsOf } from '../../core/model/strides';

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

/**
 * Makes one edit of a document out of what training left in the engine.
 * @throws ModelMismatchError where the file has no place for the optimizer; nothing is changed then.
 * @returns null where the user was asked how quantized tensors are to be stored, and did not answer.
 */
export function keepTrained(
  document: ModelDocument,
  { engine, model }: Pick<ModelEngine, 'engine' | 'model'>,
  { label, weights, metadata, optimizer }: KeepRequest,
  options: CallOptions<{ readonly fraction: number }> = {},
): Promise<Brought | null> {
  const taken = model.weights.filter(({ weight }) => weights?.includes(weight) ?? true);
  return bringValues(
    document,
    {
      label,
      tensors: taken.map(({ weight, shape }) => ({
        weight,
        count: elementsOf(shape),
        read: (start, end, signal) => engine.values({ weight, start, end }, { signal }),
      })),
      ...(metadata === undefined ? {} : { metadata }),
      training: optimizer?.config,
      more: async (worker, draft) => {
        const { signal } = options;
        for (const [slot, as] of (optimizer?.slots ?? []).entries())
          await inPieces(elementsOf(as.shape), async (start, end) => {
            const values = await engine.slotValues({ slot, start, end }, { signal });
            await worker.addSlot({ draft, slot, as, values }, { signal });
          });
      },
    },
    options,
  );
}
