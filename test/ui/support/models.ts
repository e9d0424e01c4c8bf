import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface DenseLayer {
  readonly name: string;
  readonly kernel: readonly (readonly number[])[];
}

/** Writes a chain of Dense layers without biases into `folder`; `path` is what the manifest calls the shard. */
export async function writeDense(
  folder: string,
  layers: readonly DenseLayer[],
  path = 'weights.bin',
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const values = layers.flatMap(({ kernel }) => kernel.flat());
  await writeFile(join(folder, 'weights.bin'), new Uint8Array(Float32Array.from(values).buffer));
  const model = {
    format: 'layers-model',
    modelTopology: {
      class_name: 'Sequential',
      config: {
        name: 'chain',
        layers: layers.map(({ name, kernel }, i) => ({
          class_name: 'Dense',
          config: {
            name,
            units: kernel[0]?.length,
            use_bias: false,
            ...(i === 0 ? { batch_input_shape: [null, kernel.length] } : {}),
          },
        })),
      },
    },
    weightsManifest: [
      {
        paths: [path],
        weights: layers.map(({ name, kernel }) => ({
          name: `${name}/kernel`,
          shape: [kernel.length, kernel[0]?.length],
          dtype: 'float32',
        })),
      },
    ],
  };
  await writeFile(join(folder, 'model.json'), JSON.stringify(model));
}
