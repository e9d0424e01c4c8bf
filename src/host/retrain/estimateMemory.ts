import type { Client } from '../../protocol/channel';
import type { EngineApi, LoadedModel, ModelTensor } from '../../protocol/engine';
import type { EstimateRequest, RetrainEstimate } from '../../protocol/retrainPage';
import type { Column, Dataset } from '../../protocol/training';

const FLOAT_BYTES = 4;

/** What training would take, before any data is made for it. Rows so large that they become files count too. */
export async function estimateMemory(
  engine: Client<EngineApi>,
  { inputs, outputs }: LoadedModel,
  { settings, rows }: EstimateRequest,
  signal: AbortSignal,
): Promise<RetrainEstimate> {
  const hollow = (count: number): Dataset => ({
    rows: count,
    inputs: inputs.map(emptyColumn),
    targets: outputs.map(emptyColumn),
  });
  const estimate = await engine.estimate(
    {
      data: hollow(rows.training),
      validation: rows.validation > 0 ? hollow(rows.validation) : null,
      settings,
      memoryLimit: Infinity,
    },
    { signal },
  );
  const values = [...inputs, ...outputs].reduce((sum, tensor) => sum + sizeOf(tensor), 0);
  const data = FLOAT_BYTES * values * (rows.training + rows.validation);
  return { ...estimate, bytes: estimate.bytes + data, data };
}

function emptyColumn(): Column {
  return { shape: [], values: new Float32Array(0) };
}

/** Of one row; an axis that only the data tells counts as 1. */
function sizeOf({ shape }: ModelTensor): number {
  return shape.reduce<number>((product, size) => product * (size ?? 1), 1);
}
