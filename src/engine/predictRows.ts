import { ModelMismatchError } from '../core/errors';
import type { EngineApi, LoadedModel } from '../protocol/engine';
import { checkBatches } from './data/checkBatches';
import { openDataset } from './data/openDataset';
import type { BuiltModel } from './model/builtModel';
import type { Tf } from './tf';
import type { Controls } from './train/controls';
import { run } from './train/lossFunctions';

type Predict = EngineApi['predict'];

/** Outputs are held in memory and cross in one message: above, the caller asks for fewer rows at a time. */
const MAX_OUTPUT_BYTES = 512 * 1024 * 1024;

/** Outputs for all rows in inference mode, in batches. */
export async function predictRows(
  tf: Tf,
  { built, described }: { readonly built: BuiltModel; readonly described: LoadedModel },
  { data, batchSize }: Parameters<Predict>[0],
  controls: Controls,
  progress: (value: { readonly fraction: number }) => void,
): ReturnType<Predict> {
  const set = openDataset(data, described, false);
  try {
    checkBatches(set.rows, batchSize, described.inputs[0]?.batch ?? null);
    let outputs: { readonly shape: readonly number[]; readonly values: Float32Array }[] = [];
    for (let start = 0; start < set.rows; start += batchSize) {
      const end = Math.min(start + batchSize, set.rows);
      tf.tidy(() => {
        const { inputs } = set.batch(tf, set.order, start, end);
        run(built.layersModel, inputs, false).forEach((output, i) => {
          const size = output.size / (end - start);
          if (start === 0) outputs = [...outputs, roomFor(output.shape.slice(1), size, set.rows)];
          outputs[i]?.values.set(output.dataSync<'float32'>(), start * size);
        });
      });
      progress({ fraction: end / set.rows });
      await controls.turn();
    }
    return { outputs };
  } finally {
    set.close();
  }
}

function roomFor(
  shape: readonly number[],
  size: number,
  rows: number,
): { readonly shape: readonly number[]; readonly values: Float32Array } {
  if (4 * size * rows > MAX_OUTPUT_BYTES)
    throw new ModelMismatchError(
      `The outputs for ${rows} rows take more than ${MAX_OUTPUT_BYTES / 2 ** 20} MiB. Ask for fewer rows at a time.`,
    );
  return { shape, values: new Float32Array(size * rows) };
}
