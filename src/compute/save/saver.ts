import { ModelMismatchError } from '../../core/errors';
import { plural, shownName } from '../../core/format/sentence';
import { shardPaths } from '../../core/format/write/planSave';
import { planTraining } from '../../core/format/write/planTraining';
import { property } from '../../core/json';
import type { Edit } from '../../core/model/edits/edit';
import { metadataBefore, metadataChanges } from '../../core/model/edits/metadata';
import { trainingChange } from '../../core/model/edits/training';
import type { ValueStore } from '../../core/model/edits/valueStore';
import type { Model, Weight } from '../../core/model/model';
import type { SaveReport, SaveRequest } from '../../protocol/edit';
import { OpenedModel } from '../openedModel';
import { localPlace } from './localPlace';
import { saveModel } from './saveModel';
import type { ChangedModel, SaveCall } from './saving';
import type { SavePlace } from './savePlace';
import type { WritableFiles } from './writableFiles';
import { checkStates, type FileStates, statesOf } from './states';

/** Remembers how the files were when the model was opened, and saves over them. */
export class Saver {
  private model: Model | undefined;
  private states: Promise<FileStates> = Promise.resolve(new Map());

  /** @param place The model's folder; each one has files of its own to read, and knows nothing yet. */
  constructor(
    private readonly place: () => SavePlace,
    private readonly store: ValueStore | undefined,
  ) {}

  /**
   * Opens a model and takes the states of its files: of model.json before it is read, of its shards
   * afterwards, for which nobody waits before they edit.
   */
  async opening(open: () => Promise<OpenedModel>): Promise<OpenedModel> {
    const { writable, modelName } = this.place();
    // What is wrong with a file is for `open` to say, and for whoever saves.
    const json = statesOf(writable, [modelName]);
    await json.catch(() => undefined);
    const opened = await open();
    this.model = opened.model;
    const { manifest } = opened.model;
    this.states = statesOf(writable, shardPaths(manifest)).then(
      async (shards) => new Map([...shards, ...(await json)]),
    );
    this.states.catch(() => undefined);
    return opened;
  }

  /** When it is known how the files were: what others change from then on is noticed. */
  async ready(): Promise<void> {
    // What is wrong with a file is for whoever saves.
    await this.states.catch(() => undefined);
  }

  /**
   * Saves these edits over the files as they are now, which are read anew: what the session keeps of
   * them may be older.
   * @throws ChangedOnDiskError unless `overwrite`, where they are no longer as they were opened
   * @throws ModelMismatchError where the edits do not fit them
   */
  async save(edits: readonly Edit[], request: SaveRequest, call: SaveCall): Promise<SaveReport> {
    const place = this.place();
    const to = request.target === null ? null : localPlace(request.target);
    try {
      const model = await this.changed(place, edits, request);
      const { overwrite } = request;
      return await saveModel(model, to, overwrite, call);
    } finally {
      await place.files.forget();
      await to?.files.forget();
    }
  }

  private async changed(
    place: SavePlace,
    edits: readonly Edit[],
    { target, overwrite }: SaveRequest,
  ): Promise<ChangedModel> {
    const { writable, modelName } = place;
    if (target !== null) await this.checkShardsThere(writable);
    const json = await statesOf(writable, [modelName]);
    const known = new Map(await this.states);
    // Elsewhere it can be written from what was read of it.
    const kept = target !== null && json.get(modelName) === null ? this.model : undefined;
    if (kept !== undefined) known.set(modelName, null);
    if (!overwrite) await checkStates(writable, known);
    const current = await this.open(place, kept);
    const { manifest, json: parsed } = current.model;
    const opened = overwrite
      ? new Map([...(await statesOf(writable, shardPaths(manifest))), ...json])
      : known;
    await current.setEdits(edits);
    const changed = [...current.values.patches].map(([index, { storage }]) => {
      const entry = current.weight(index);
      if (!isSame(entry, this.model?.weights[index])) throw isAnother(entry);
      return { entry, as: storage };
    });
    const metadata = metadataChanges(parsed, edits);
    const change = trainingChange(edits);
    const plan = change === undefined ? null : planTraining(manifest, change);
    return {
      place,
      manifest,
      json: () => (kept === undefined ? wholeFile(place) : Promise.resolve(spelled(kept))),
      stored: current.source,
      edited: current.values.source('edited'),
      changed: changed.filter(({ entry }) => plan?.removed.has(entry.group) !== true),
      metadata,
      metadataBefore: metadataBefore(parsed, metadata),
      training: plan && { plan, configBefore: property(parsed, 'trainingConfig') },
      store: this.store,
      opened,
    };
  }

  private async open(
    { files, modelName }: SavePlace,
    kept: Model | undefined,
  ): Promise<OpenedModel> {
    const help = { store: this.store };
    return kept === undefined
      ? OpenedModel.open(files, modelName, help)
      : OpenedModel.again(kept, files, modelName, help);
  }

  /** @throws Error where the model could not be written whole: what was there when it was opened is gone. */
  private async checkShardsThere(writable: WritableFiles): Promise<void> {
    const shards = this.model === undefined ? [] : shardPaths(this.model.manifest);
    const now = await statesOf(writable, shards);
    const before = await this.states;
    const gone = [...shards].filter(
      (path) => now.get(path) === null && (before.get(path) ?? null) !== null,
    );
    const [first] = gone;
    if (first === undefined) return;
    const others = gone.length > 1 ? ` and ${plural(gone.length - 1, 'more file')}` : '';
    throw new Error(
      `${shownName(first)}${others} of the model's weights ${gone.length > 1 ? 'were' : 'was'} deleted after the ` +
        `model was opened here, so it cannot be written whole. Put ${gone.length > 1 ? 'them' : 'it'} back and save again: your edits are kept.`,
    );
  }
}

function wholeFile({ files, modelName }: SavePlace): Promise<Uint8Array> {
  return files.size(modelName).then((size) => files.read(modelName, 0, size));
}

/** As it was parsed: its spacing went with the file. */
function spelled({ json }: Model): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(json));
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
