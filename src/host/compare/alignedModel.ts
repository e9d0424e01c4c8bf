import { posix } from 'node:path';
import type * as vscode from 'vscode';
import type { AlignedCheck } from '../../core/align/alignment';
import { checkInputs, functionCheck } from '../../core/align/functionCheck';
import type { AlignApi } from '../../protocol/align';
import type { SideValuesApi } from '../../protocol/behaviour';
import type { Call, Client } from '../../protocol/channel';
import type { CheckProgress } from '../../protocol/comparePage';
import { startModelEngine } from '../engine/modelEngine';
import { askTarget, refuseModel } from '../export/askTarget';
import { reportExport } from '../export/reportExport';
import { withProgress } from '../export/withProgress';
import { writeTo } from '../export/writeTo';
import { stages } from '../stages';
import type { CompareHelp } from './openSide';

/** Enough at once for the largest of the few rows, and little beside the model. */
const BATCH = 8;

/** Seed of the random rows: the same check comes out the same again. */
const SEED = 0;

/**
 * Runs B as it is and as it was aligned on the same random rows.
 * @throws ModelMismatchError with a sentence where TensorFlow.js cannot run the model.
 */
export async function checkAligned(
  comparison: Client<AlignApi & SideValuesApi>,
  file: vscode.Uri,
  help: CompareHelp,
  { signal, progress }: Call<CheckProgress>,
): Promise<AlignedCheck> {
  let aligned = false;
  const source = {
    fileName: posix.basename(file.path),
    text: async () => (await comparison.sideText({ side: 'b' })).text,
    read: ({ weight, start, end }: { weight: number; start: number; end: number }) =>
      aligned
        ? comparison.alignedValues({ weight, start, end })
        : comparison.sideValues({ side: 'b', weight, start, end }),
  };
  const during = stages(signal, progress);
  const running = await startModelEngine(source, { ...help, ...during('loading') });
  const stop = (): void => running.dispose();
  signal.addEventListener('abort', stop, { once: true });
  try {
    const { rows, inputs } = checkInputs(running.model.inputs, SEED);
    const data = { rows, inputs, targets: [] };
    const batchSize = running.model.inputs.find(({ batch }) => batch !== null)?.batch ?? BATCH;
    const outputs = async (
      stage: 'running' | 'runningAligned',
    ): Promise<readonly Float32Array[]> => {
      const { outputs: all } = await running.engine.predict({ data, batchSize }, during(stage));
      return all.map(({ values }) => values);
    };
    const before = await outputs('running');
    aligned = true;
    await running.reload(during('loadingAligned'));
    return {
      ...functionCheck(rows, before, await outputs('runningAligned')),
      backend: running.backend.backend,
    };
  } finally {
    signal.removeEventListener('abort', stop);
    running.dispose();
  }
}

/** Asks where to, then writes B as it was aligned: a model of its own. */
export async function saveAligned(
  comparison: Client<AlignApi>,
  a: vscode.Uri,
  b: vscode.Uri,
  name: string,
): Promise<void> {
  const { weights, bytes } = await comparison.alignedSize(null);
  const target = await askTarget({ uri: b }, `${name}-aligned`, 'tfjs');
  if (target === undefined) return;
  refuseModel(target, a);
  const report = await writeTo(target, bytes, (local, shownPath) =>
    withProgress('Saving the aligned model', (options) =>
      comparison.saveAligned({ target: local, shownPath }, { ...options, untilAnswered: true }),
    ),
  );
  // Not awaited: the model is saved when its files are there, not when its message is put away.
  void reportExport(target, weights, report);
}
