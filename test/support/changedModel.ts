import { readFile } from 'node:fs/promises';
import { FileWeightSource } from '../../src/core/format/fileWeightSource';
import type { WeightEntry } from '../../src/core/format/weightEntry';
import type { NumberValues, WeightSource, WeightValues } from '../../src/core/format/weightSource';
import { shardPaths } from '../../src/core/format/write/planSave';
import type { QuantizedStorage } from '../../src/core/model/edits/edit';
import type { ValueStore } from '../../src/core/model/edits/valueStore';
import { readModel } from '../../src/core/model/readModel';
import { localPlace } from '../../src/compute/save/localPlace';
import { saveModel } from '../../src/compute/save/saveModel';
import type { ChangedModel, SaveCall } from '../../src/compute/save/saving';
import { statesOf } from '../../src/compute/save/states';
import type { SaveReport } from '../../src/protocol/edit';

type Numbers = NumberValues | BigInt64Array | BigUint64Array;

/** New values of a weight, by its name. */
export interface TestChange {
  readonly values: Numbers;
  readonly as?: QuantizedStorage;
}

/** An open model with those weights changed, as the worker has it. */
export async function changedModel(
  path: string,
  changes: Readonly<Record<string, TestChange>>,
): Promise<ChangedModel> {
  const place = localPlace(path);
  const { manifest } = readModel(await readFile(path, 'utf8'), place.modelName);
  const stored = new FileWeightSource(manifest, place.files);
  const named = (entry: WeightEntry): TestChange | undefined => changes[entry.name];
  const edited: WeightSource = {
    read: async (weight, start, end): Promise<WeightValues> => {
      const parts = weight.dtype === 'complex64' ? 2 : 1;
      const change = named(weight);
      return change === undefined
        ? stored.read(weight, start, end)
        : change.values.slice(start * parts, end * parts);
    },
  };
  return {
    place,
    manifest,
    json: async () => new Uint8Array(await readFile(path)),
    stored,
    edited,
    changed: manifest.entries
      .filter((entry) => named(entry) !== undefined)
      .map((entry) => ({ entry, as: named(entry)?.as })),
    metadata: [],
    metadataBefore: [],
    training: null,
    store: undefined,
    opened: await statesOf(place.writable, [place.modelName, ...shardPaths(manifest)]),
  };
}

/** Keeps what it is given in memory. */
export class MemoryStore implements ValueStore {
  readonly files: Uint8Array[] = [];

  async write(values: AsyncIterable<Numbers>): Promise<string> {
    const parts: Uint8Array[] = [];
    for await (const part of values) {
      parts.push(new Uint8Array(part.buffer, part.byteOffset, part.byteLength).slice());
    }
    this.files.push(Buffer.concat(parts));
    return String(this.files.length - 1);
  }

  read(): Promise<WeightValues> {
    return Promise.reject(new Error('Saving only writes.'));
  }

  remove(): Promise<void> {
    return Promise.reject(new Error('Saving only writes.'));
  }
}

export const QUIET: SaveCall = {
  turn: () => Promise.resolve(),
  progress: () => undefined,
  release: () => Promise.resolve(),
};

export interface SaveOptions {
  readonly target?: string;
  readonly overwrite?: boolean;
  readonly store?: ValueStore;
  readonly call?: SaveCall;
}

/** Opens, changes and saves. */
export async function saveChanged(
  path: string,
  changes: Readonly<Record<string, TestChange>>,
  options: SaveOptions = {},
): Promise<SaveReport> {
  return saveOpened(await changedModel(path, changes), options);
}

export async function saveOpened(
  model: ChangedModel,
  { target, overwrite = false, store = new MemoryStore(), call = QUIET }: SaveOptions = {},
): Promise<SaveReport> {
  const to = target === undefined ? null : localPlace(target);
  try {
    return await saveModel({ ...model, store }, to, overwrite, call);
  } finally {
    await model.place.files.forget();
    await to?.files.forget();
  }
}
