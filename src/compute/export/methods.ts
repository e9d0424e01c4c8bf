import { ModelMismatchError } from '../../core/errors';
import type { WeightSource } from '../../core/format/weightSource';
import type { ExportApi } from '../../protocol/export';
import type { OpenedModel } from '../openedModel';
import { throttle } from '../throttle';
import type { Turn, Turns } from '../turns';
import { exportChoices } from './choices';
import { collectGarbage } from './collectGarbage';
import { exportedBytes, exportTensors, planExport } from './plan';
import { writeExport } from './writeExport';

/**
 * Exports of one model; they give way to what is on screen.
 * @param fileName of model.json.
 * @param json its bytes, which a copy keeps but for the manifest.
 */
export function createExports(
  model: () => Promise<OpenedModel>,
  turns: Turns,
  fileName: string,
  json: () => Promise<Uint8Array>,
): ExportApi {
  return {
    exportChoices: async () => exportChoices((await model()).tree, fileName),
    planExport: async ({ scope, format }, { signal }) =>
      planExport(await model(), scope, format, fileName, turns.background(signal)),
    exportWeights: async (request, { signal, progress }) => {
      const opened = await model();
      const tensors = exportTensors(opened, request.weights);
      if (tensors.length === 0)
        throw new ModelMismatchError('None of the chosen weights can be exported in this format.');
      const total = tensors.reduce((sum, { weight }) => sum + exportedBytes(weight), 0);
      const tell = throttle((bytes: number) => progress({ fraction: Math.min(1, bytes / total) }));
      const source = watched(opened.values.source('edited'), turns.background(signal), tell);
      return writeExport({ model: opened.model, source, tensors, json }, request);
    },
  };
}

/** Read between two collections of garbage. */
const GARBAGE_BYTES = 2 * 1024 * 1024;

/** Gives way before each read, and tells how many bytes of values have been read so far. */
export function watched(
  source: WeightSource,
  turn: Turn,
  tell: (bytes: number) => void,
): WeightSource {
  let bytes = 0;
  let collected = 0;
  return {
    read: async (weight, start, end) => {
      await turn();
      const values = await source.read(weight, start, end);
      bytes += ArrayBuffer.isView(values) ? values.byteLength : values.length;
      tell(bytes);
      if (bytes - collected > GARBAGE_BYTES) {
        collected = bytes;
        collectGarbage();
      }
      return values;
    },
  };
}
