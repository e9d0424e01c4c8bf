import { startCompareWorker } from '../../src/compute/client';
import { Random } from '../../src/core/model/initializers/random';
import { float32, type TempModel, tempModel } from '../../test/support/tempModel';
import { timed } from './bench';

const SIZES = [784, 512, 512, 10];

/** Seconds to align two drawn 784-512-512-10 nets, the null included. */
export async function alignOnce(script: string): Promise<number> {
  const models = [await mlp(1), await mlp(2)];
  const [a, b] = models.map(({ path }) => ({ path, fileName: 'model.json', scanThreads: 1 }));
  if (a === undefined || b === undefined) throw new Error('Two models are needed.');
  const worker = startCompareWorker(script, { a, b });
  const { comparison } = worker;
  try {
    await comparison.openBoth({ hand: [] });
    return (await timed(() => comparison.align({ seed: 0 }))) / 1000;
  } finally {
    worker.dispose();
    for (const model of models) await model.remove();
  }
}

function mlp(seed: number): Promise<TempModel> {
  const random = Random.from(seed, 0);
  const normals = (length: number) => Float32Array.from({ length }, () => 0.05 * random.normal());
  const pairs = SIZES.slice(1).map((units, i) => ({ units, inputs: SIZES[i] ?? 1, name: `d${i}` }));
  const tensors = pairs.flatMap(({ units, inputs, name }) => [
    float32(`${name}/kernel`, [inputs, units], normals(inputs * units)),
    float32(`${name}/bias`, [units], normals(units)),
  ]);
  const layers = pairs.map(({ units, inputs, name }, i) => ({
    class_name: 'Dense',
    config: {
      ...{ name, units, activation: 'relu', kernel_initializer: 'glorot_uniform' },
      ...(i === 0 ? { batch_input_shape: [null, inputs] } : {}),
    },
  }));
  const modelTopology = { class_name: 'Sequential', config: { name: 'mlp', layers } };
  return tempModel(tensors, { modelTopology });
}
