import { resolve } from 'node:path';
import { startModelWorker } from '../../src/compute/client';
import type { ExportFormat } from '../../src/core/exchange/formats';
import { DEFAULT_SHARD_BYTES } from '../../src/core/exchange/tfjsCopy';
import { watchResidentMemory } from '../support/residentGrowth';

export interface ExportRun {
  readonly milliseconds: number;
  readonly bytes: number;
  readonly residentGrowthMB: number;
}

/**
 * Exports the whole model of the command line as the editor does: in a worker, which has it open.
 * Arguments: path of model.json, format, target.
 */
async function main(): Promise<void> {
  const [, , path = '', format = 'npz', target = ''] = process.argv;
  const worker = startModelWorker(resolve('dist', 'worker.js'), { path, fileName: 'model.json' });
  await worker.model.open(null);
  const growth = watchResidentMemory();
  const started = performance.now();
  const asked = format as ExportFormat;
  const scope = { kind: 'model', optimizer: false } as const;
  const { weights } = await worker.model.planExport({ scope, format: asked });
  const { bytes } = await worker.model.exportWeights({
    format: asked,
    weights,
    target,
    shownPath: target,
    shardBytes: DEFAULT_SHARD_BYTES,
  });
  const run: ExportRun = {
    milliseconds: performance.now() - started,
    bytes,
    residentGrowthMB: growth(),
  };
  worker.dispose();
  console.log(JSON.stringify(run));
}

void main();
