import { ModelMismatchError } from '../../core/errors';
import type { Client } from '../../protocol/channel';
import type { EngineApi, LoadedModel, WeightsApi } from '../../protocol/engine';
import type { PathPoint } from '../../protocol/path';
import { checkBatches } from '../data/checkBatches';
import { checkTargets } from '../data/checkTargets';
import { openDataset } from '../data/openDataset';
import { assign, type BuiltModel } from '../model/builtModel';
import { readFloats } from '../model/readValues';
import type { Tf } from '../tf';
import type { Controls } from '../train/controls';
import { lossFunctions } from '../train/lossFunctions';
import { measureDataset } from '../train/measureDataset';
import { Snapshot } from '../train/snapshot';
import { blend } from './blend';
import { measureStatistics } from './measureStatistics';

export interface PathWith {
  readonly tf: Tf;
  readonly built: BuiltModel;
  readonly described: LoadedModel;
  readonly weights: Client<WeightsApi>;
  readonly controls: Controls;
  readonly report: (point: PathPoint) => void;
}

/**
 * Measures at equal steps on the straight line between two models, in inference mode. Afterwards the
 * weights are those of before.
 * @throws ModelMismatchError where data and model do not fit.
 */
export async function walkPath(
  { data, batchSize, losses, metrics, points }: Parameters<EngineApi['path']>[0],
  { tf, built, described, weights, controls, report }: PathWith,
): Promise<readonly PathPoint[]> {
  if (points < 2) throw new ModelMismatchError('A path has at least its two ends.');
  const set = openDataset(data, described, true);
  const here = new Snapshot(built.bound);
  try {
    checkBatches(set.rows, batchSize, described.inputs[0]?.batch ?? null);
    checkTargets(set, described.outputs, losses);
    const there = await otherEnd(built, weights, here, () => controls.turn());
    const model = built.layersModel;
    const functions = lossFunctions(tf, model, losses);
    const measuring = { model, functions, losses, metrics, batchSize };
    const measure = (): Promise<PathPoint['blended']> =>
      measureDataset(tf, measuring, set, set.order, () => controls.turn());
    const path: PathPoint[] = [];
    for (let i = 0; i < points; i++) {
      const at = i / (points - 1);
      built.bound.forEach(({ variable }, j) => {
        assign(tf, variable, blend(here.values[j], there[j], at));
      });
      const blended = await measure();
      const again = await measureStatistics(tf, built, set, batchSize, () => controls.turn());
      const point = { at, blended, recomputed: again ? await measure() : null };
      path.push(point);
      report(point);
    }
    return path;
  } finally {
    here.restore(tf);
    set.close();
  }
}

/** The other model's values of all variables, in the order of `bound`; what the file lacks is as it is here. */
async function otherEnd(
  { bound }: BuiltModel,
  weights: Client<WeightsApi>,
  here: Snapshot,
  turn: () => Promise<void>,
): Promise<readonly Float32Array[]> {
  const values: Float32Array[] = [];
  for (const [i, { weight }] of bound.entries()) {
    values.push(
      weight === null
        ? (here.values[i] ?? new Float32Array(0))
        : await readFloats(weights, weight, 'other'),
    );
    await turn();
  }
  return values;
}
