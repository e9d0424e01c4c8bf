import type { Edit } from '../../core/model/edits/edit';
import type { ValueStore } from '../../core/model/edits/valueStore';
import type { EditApi } from '../../protocol/edit';
import type { OpenedModel } from '../openedModel';
import type { Turns } from '../turns';
import { changesOf } from './changeLines';
import { makeEdit } from './makeEdit';

/** What changes a model, over whatever is open. */
export class EditMethods {
  readonly methods: Omit<EditApi, 'save'>;
  private edits: readonly Edit[] = [];
  private last: Promise<unknown> = Promise.resolve();

  constructor(model: () => Promise<OpenedModel>, turns: Turns, store: ValueStore | undefined) {
    this.methods = {
      makeEdit: async ({ request, quantized }, { signal, progress }) => {
        const opened = await model();
        return turns.foreground(signal, (turn) =>
          makeEdit(request, {
            opened,
            store,
            quantized,
            turn,
            progress: (fraction) => progress({ fraction }),
          }),
        );
      },
      setEdits: ({ edits }) =>
        this.oneByOne(async () => {
          let opened = await model();
          // Opened again meanwhile, the other model gets them as well.
          for (let given: OpenedModel | undefined; given !== opened; opened = await model()) {
            await opened.setEdits(edits);
            this.edits = edits;
            given = opened;
          }
          return { weights: [...opened.values.patches.keys()].sort((a, b) => a - b) };
        }),
      changes: async (_, { signal, progress }) => {
        const opened = await model();
        return turns.foreground(signal, (turn) =>
          changesOf(opened, turn, (fraction) => progress({ fraction })),
        );
      },
    };
  }

  /** The edits over a model that was just read. Where they no longer fit it there are none, until `setEdits` says why. */
  async over(opened: OpenedModel): Promise<OpenedModel> {
    await opened.setEdits(this.edits).catch(() => undefined);
    return opened;
  }

  /** Those that lie over the model now. */
  get list(): readonly Edit[] {
    return this.edits;
  }

  /** They are in the files: none over the model that is read next. */
  drop(): void {
    this.edits = [];
  }

  /** In the order in which they were asked, whatever they wait for. */
  private oneByOne<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.last.then(work);
    this.last = result.catch(() => undefined);
    return result;
  }
}
