import { ModelMismatchError } from '../../errors';
import type { LayerDraft } from '../layers/layerDraft';
import { quote } from '../problems';

/** A layer that TensorFlow.js cannot run as the file means it. Says why, so that nobody trains something else. */
export function cannotRun(layer: LayerDraft, why: string): ModelMismatchError {
  return new ModelMismatchError(
    `Layer ${quote(layer.name)} (${layer.className}) cannot be run by TensorFlow.js: ${why}.`,
  );
}
