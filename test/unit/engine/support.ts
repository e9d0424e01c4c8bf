import type { WeightValues } from '../../../src/core/format/weightSource';
import { FileWeightSource } from '../../../src/core/format/fileWeightSource';
import { readModel } from '../../../src/core/model/readModel';
import { chooseBackend } from '../../../src/engine/backends/choose';
import { createSession } from '../../../src/engine/session';
import type { CallOptions, Client } from '../../../src/protocol/channel';
import type { EngineApi, EngineStart, LoadedModel, WeightsApi } from '../../../src/protocol/engine';
import { wasmFolder } from '../../support/buildEngine';
import { MemoryFiles } from '../../support/memoryFiles';
import type { SavedModel } from '../../support/tfjsModels';

export { request } from '../../support/trainRequest';

/** A session in this process, called as over a channel. */
export interface Session {
  readonly api: Client<EngineApi>;
  readonly loaded: LoadedModel;
}

export interface Opened {
  readonly text: string;
  readonly read: Client<WeightsApi>['read'];
}

/** A saved model in memory, read by our own reader. */
export function opened({ json, weights }: SavedModel): Opened {
  const model = readModel(json, 'model.json');
  const files = MemoryFiles.of({ 'weights.bin': weights });
  const source = new FileWeightSource(model.manifest, files);
  return {
    text: json,
    read: async ({ weight, start, end }): Promise<WeightValues> => {
      const entry = model.manifest.entries[weight];
      if (entry === undefined) throw new RangeError(`no weight ${weight}`);
      return source.read(entry, start, end);
    },
  };
}

/** Starts an engine in this process and loads the model. */
export async function session(
  { text, read }: Opened,
  backend: EngineStart['backend'] = 'wasm',
  nativeFolder: string | null = null,
): Promise<Session> {
  const served = createSession((start) => chooseBackend(start, wasmFolder), { read });
  const api = clientOf(served);
  await api.start({ backend, nativeFolder });
  const loaded = await api.load({ text, fileName: 'model.json' });
  return { api, loaded };
}

function clientOf(served: EngineApi): Client<EngineApi> {
  const call =
    (method: keyof EngineApi) =>
    async (
      params: unknown,
      { signal, onProgress }: CallOptions<unknown> = {},
    ): Promise<unknown> => {
      const handler = served[method] as (params: unknown, call: unknown) => Promise<unknown>;
      return handler(params, {
        signal: signal ?? new AbortController().signal,
        progress: (value: unknown) => onProgress?.(value),
      });
    };
  return Object.fromEntries(
    Object.keys(served).map((method) => [method, call(method as keyof EngineApi)]),
  ) as unknown as Client<EngineApi>;
}

/** All weights as they are now, by name. */
export async function weightsOf({ api, loaded }: Session): Promise<Map<string, Float32Array>> {
  const all = new Map<string, Float32Array>();
  for (const { weight, name, shape } of loaded.weights) {
    const end = shape.reduce((product, size) => product * size, 1);
    all.set(name, await api.values({ weight, start: 0, end }));
  }
  return all;
}

export function largestDifference(
  a: ReadonlyMap<string, Float32Array>,
  b: ReadonlyMap<string, Float32Array>,
): number {
  let largest = 0;
  for (const [name, values] of a) {
    const others = b.get(name);
    if (others?.length !== values.length) return Infinity;
    values.forEach(
      (value, i) => (largest = Math.max(largest, Math.abs(value - (others[i] ?? NaN)))),
    );
  }
  return largest;
}
