import { ModelMismatchError } from '../../core/errors';
import { shownName } from '../../core/format/sentence';
import { shardPaths } from '../../core/format/write/planSave';
import type { Edit } from '../../core/model/edits/edit';
import { metadataBefore, metadataChanges } from '../../core/model/edits/metadata';
import type { ValueStore } from '../../core/model/edits/valueStore';
import type { Weight } from '../../core/model/model';
import type { SaveReport, SaveRequest } from '../../protocol/edit';
import { OpenedModel } from '../openedModel';
import { localPlace } from './localPlace';
import { saveModel } from './saveModel';
import type { ChangedModel, SaveCall } from './saving';
import type { SavePlace } from './savePlace';
import { checkStates, type FileStates, statesOf } from './states';

/** Remembers how the files were when the model was opened, and saves over them. */
export class Saver {
  private weights: readonly Weight[] = [];
  private states: Promise<FileStates> = Promise.resolve(new Map());

  /** @param place The model's folder; each one has files of its own to read, and knows nothing yet. */
  constructor(
    private readonly place: () => SavePlace,
    private readonly store: ValueStore | undefined,
  ) {}

  /**
   * Opens a model and takes the states of its files: of model.json before it is read, of its shards
   * afterwards, for which nobody waits before they save.
   */
  async opening(open: () => Promise<OpenedModel>): Promise<OpenedModel> {
    const { writable, modelName } = this.place();
    // What is wrong with a file is for `open` to say, and for whoever saves.
    const json = statesOf(writable, [modelName]);
    await json.catch(() => undefined);
    const opened = await open();
    const { manifest, weights } = opened.model;
    this.weights = weights;
    this.states = statesOf(writable, shardPaths(manifest)).then(
      async (shards) => new Map([...shards, ...(await json)]),
    );
    this.states.catch(() => undefined);
    return opened;
  }

  /**
   * Saves these edits over the files as they are now, which are read anew: what the session keeps of
   * them may be older.
   * @throws ChangedOnDiskError unless `overwrite`, where they are no longer as they were opened
   * @throws ModelMismatchError where the edits do not fit them
   */
  async save(
    edits: readonly Edit[],
    { target, overwrite }: SaveRequest,
    call: SaveCall,
  ): Promise<SaveReport> {
    const place = this.place();
    const to = target === null ? null : localPlace(target);
    try {
      const model = await this.changed(place, edits, overwrite);
      return await saveModel(model, to, overwrite, this.store, call);
    } finally {
      await place.files.forget();
      await to?.files.forget();
    }
  }

  private async changed(
    place: SavePlace,
    edits: readonly Edit[],
    overwrite: boolean,
  ): Promise<ChangedModel> {
    const { writable, files, modelName } = place;
    if (!overwrite) await checkStates(writable, await this.states);
    const json = await statesOf(writable, [modelName]);
    const current = await OpenedModel.open(files, modelName, { store: this.store });
    const { manifest } = current.model;
    const opened = overwrite
      ? new Map([...(await statesOf(writable, shardPaths(manifest))), ...json])
      : await this.states;
    await current.setEdits(edits);
    const changed = [...current.values.patches].map(([index, { storage }]) => {
      const entry = current.weight(index);
      if (!isSame(entry, this.weights[index])) throw isAnother(entry);
      return { entry, as: storage };
    });
    const { source: stored } = current;
    const edited = current.values.source('edited');
    const { json: spelled } = current.model;
    const metadata = metadataChanges(spelled, edits);
    return {
      place,
      manifest,
      stored,
      edited,
      changed,
      metadata,
      metadataBefore: metadataBefore(spelled, metadata),
      opened,
    };
  }
}

function isSame(now: Weight, before: Weight | undefined): boolean {
  return (
    now.name === before?.name &&
    now.dtype === before.dtype &&
    now.shape.length === before.shape.length &&
    now.shape.every((size, axis) => size === before.shape[axis])
  );
}

function isAnother({ name }: Weight): ModelMismatchError {
  return new ModelMismatchError(
    `The unsaved changes were made to another model than the one that is there now: ` +
      `${shownName(name)} stands where they belong. Put the files back, or revert to see the model as it is.`,
  );
}
