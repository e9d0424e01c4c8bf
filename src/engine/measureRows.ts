import type { EngineApi, LoadedModel } from '../protocol/engine';
import { checkBatches } from './data/checkBatches';
import { checkTargets } from './data/checkTargets';
import { openDataset } from './data/openDataset';
import type { BuiltModel } from './model/builtModel';
import type { Tf } from './tf';
import type { Controls } from './train/controls';
import { lossFunctions } from './train/lossFunctions';
import { measureDataset } from './train/measureDataset';

type Measure = EngineApi['measure'];

/** Loss, penalty and metrics over all rows, exactly as a run measures its validation data. */
export async function measureRows(
  tf: Tf,
  { built, described }: { readonly built: BuiltModel; readonly described: LoadedModel },
  { data, batchSize, losses, metrics }: Parameters<Measure>[0],
  controls: Controls,
  progress: (value: { readonly fraction: number }) => void,
): ReturnType<Measure> {
  const set = openDataset(data, described, true);
  try {
    checkBatches(set.rows, batchSize, described.inputs[0]?.batch ?? null);
    checkTargets(set, described.outputs, losses);
    const model = built.layersModel;
    const functions = lossFunctions(tf, model, losses);
    const measuring = { model, functions, losses, metrics, batchSize };
    return await measureDataset(tf, measuring, set, set.order, async (fraction) => {
      progress({ fraction });
      await controls.turn();
    });
  } finally {
    set.close();
  }
}
