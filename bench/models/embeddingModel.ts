import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const TOKENS = 50_257;
const DIMENSIONS = 768;

/** Writes, once, a model of one 50257 x 768 embedding (154 MB); returns the path of its model.json. */
export async function embeddingModel(folder: string): Promise<string> {
  const target = join(folder, 'embedding');
  const path = join(target, 'model.json');
  if (existsSync(path)) return path;
  await mkdir(target, { recursive: true });
  const values = new Float32Array(TOKENS * DIMENSIONS);
  for (let i = 0; i < values.length; i++) values[i] = Math.sin(i * 0.37) * Math.cos(i / 5000) * 0.1;
  await writeFile(join(target, 'group1-shard1of1.bin'), new Uint8Array(values.buffer));
  const layer = {
    class_name: 'Embedding',
    config: {
      name: 'tokens',
      input_dim: TOKENS,
      output_dim: DIMENSIONS,
      batch_input_shape: [null, 16],
    },
  };
  const model = {
    format: 'layers-model',
    generatedBy: 'TensorFlow.js tfjs-layers v4.22.0',
    convertedBy: null,
    modelTopology: { class_name: 'Sequential', config: { name: 'words', layers: [layer] } },
    weightsManifest: [
      {
        paths: ['group1-shard1of1.bin'],
        weights: [{ name: 'tokens/embeddings', shape: [TOKENS, DIMENSIONS], dtype: 'float32' }],
      },
    ],
  };
  await writeFile(path, JSON.stringify(model));
  return path;
}
