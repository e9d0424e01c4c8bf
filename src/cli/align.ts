import { resolve } from 'node:path';
import type { CompareWorker } from '../compute/client';
import { ALIGN_SEED, type AlignedComparison, uncheckedOutputs } from '../core/align/alignment';
import { writtenText } from './writtenText';

/** A model that was written. */
export interface SavedModel {
  /** As the person gave it. */
  readonly path: string;
  readonly tensors: number;
  readonly files: number;
  readonly bytes: number;
}

/** Models are run by TensorFlow.js, which is no part of the command line. */
const NOT_RUN =
  'The command line does not run models; the Units view of a comparison in VS Code does.';

/** Reorders the units of B in memory. @throws ModelMismatchError where a model is none of layers. */
export async function align(comparison: CompareWorker['comparison']): Promise<AlignedComparison> {
  const alignment = await comparison.align({ seed: ALIGN_SEED });
  return { alignment, check: uncheckedOutputs(alignment, NOT_RUN) };
}

/** Writes B as it was aligned last. @param folder Takes the place of what is there. */
export async function saveAligned(
  comparison: CompareWorker['comparison'],
  folder: string,
): Promise<SavedModel> {
  const { weights: tensors } = await comparison.alignedSize(null);
  const { files, bytes } = await comparison.saveAligned({
    target: resolve(folder),
    shownPath: folder,
  });
  return { path: folder, tensors, files, bytes };
}

export function savedText({ path, tensors, ...report }: SavedModel): string {
  return `Aligned B: ${writtenText(tensors, report, path)}`;
}
