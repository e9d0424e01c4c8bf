import { asArray, asNumber, property, type Json, type JsonObject } from '../../json';
import type { LayerDraft } from '../layers/layerDraft';
import { activation, constraint, dtype, regularizer, ZEROS } from './values';
import { cannotRun } from './refuse';

/** The names of our own layers, which the engine registers. */
export const GRU_RESET_AFTER = 'GruResetAfter';
export const GRU_CELL_RESET_AFTER = 'GruResetAfterCell';

export interface LayerRewrite {
  readonly className: string;
  readonly config: JsonObject;
  /** Weights that TensorFlow.js needs and the file does not have, by name, with the value of all their elements. */
  readonly constants: Readonly<Record<string, number>>;
}

const NO_CONSTANTS: Readonly<Record<string, number>> = {};

/**
 * A layer's config as TensorFlow.js reads it, without what it holds (`layer`, `cell`, `layers`).
 * @throws ModelMismatchError where TensorFlow.js would compute something else than the file says.
 */
export function layerConfig(layer: LayerDraft, keras3: boolean): LayerRewrite {
  const config: Record<string, Json> = {};
  for (const [key, value] of Object.entries(layer.config ?? {})) {
    if (value !== undefined) set(config, key, value, layer, keras3);
  }
  checkOptions(layer, config);
  const resetAfter = config.reset_after === true;
  switch (layer.className) {
    case 'LeakyReLU':
      // Keras 3 renamed it.
      config.alpha = config.alpha ?? config.negative_slope ?? 0.3;
      break;
    case 'GRU':
      if (resetAfter) return { className: GRU_RESET_AFTER, config, constants: NO_CONSTANTS };
      break;
    case 'GRUCell':
      if (resetAfter) return { className: GRU_CELL_RESET_AFTER, config, constants: NO_CONSTANTS };
      break;
    case 'BatchNormalization':
      return { className: layer.className, ...batchNormalization(config) };
  }
  return { className: layer.className, config, constants: NO_CONSTANTS };
}

function set(
  config: Record<string, Json>,
  key: string,
  value: Json,
  layer: LayerDraft,
  keras3: boolean,
): void {
  if (key === 'layer' || key === 'backward_layer' || key === 'cell' || key === 'cells') return;
  // TensorFlow.js would draw the same numbers at every step, so the same units would drop each time.
  if (key === 'seed') return;
  // What is trained is chosen for each run.
  if (key === 'trainable') return;
  if (key === 'batch_shape') config.batch_input_shape = value;
  else if (key === 'dtype') config.dtype = dtype(value);
  else if (key === 'activity_regularizer') {
    if (regularizer(value, layer) !== null)
      throw cannotRun(layer, 'it has no activity regularizer');
  } else if (key.endsWith('_initializer')) config[key] = value === null ? null : ZEROS;
  else if (key.endsWith('_regularizer')) config[key] = regularizer(value, layer);
  else if (key.endsWith('_constraint')) config[key] = constraint(value, layer);
  else if (key === 'activation' || key === 'recurrent_activation')
    config[key] = activation(value, layer, keras3);
  else config[key] = value;
}

/** Options of Keras that TensorFlow.js reads over without a word. */
function checkOptions(layer: LayerDraft, config: JsonObject): void {
  const refuse = (when: boolean, why: string): void => {
    if (when) throw cannotRun(layer, why);
  };
  refuse((asNumber(config.groups) ?? 1) !== 1, 'its convolutions have no groups');
  refuse(config.keepdims === true, 'its global pooling has no keepdims');
  refuse(config.renorm === true, 'it has no batch renormalization');
  refuse(config.zero_output_for_mask === true, 'it has no zero_output_for_mask');
  refuse((config.output_padding ?? null) !== null, 'it has no output_padding');
  if (layer.className === 'ReLU') {
    const slope = asNumber(config.negative_slope) ?? 0;
    refuse(slope !== 0, 'its ReLU has no negative_slope');
    refuse((asNumber(config.threshold) ?? 0) !== 0, 'its ReLU has no threshold');
  }
}

/**
 * With `scale` or `center` false, TensorFlow.js 4.22 crashes in training. A gamma of ones and a beta
 * of zeros that are never trained compute the same.
 */
function batchNormalization(config: Record<string, Json>): Omit<LayerRewrite, 'className'> {
  const constants: Record<string, number> = {};
  if (config.scale === false) constants.gamma = 1;
  if (config.center === false) constants.beta = 0;
  // tf.keras writes the axis as a list of one.
  const axis = asArray(config.axis)?.[0] ?? config.axis ?? -1;
  return { config: { ...config, axis, scale: true, center: true }, constants };
}

/** Whether the layer's convolution is dilated: no backend of TensorFlow.js can train through it. */
export function isDilated(layer: LayerDraft): boolean {
  const rate = property(layer.config, 'dilation_rate');
  return (asArray(rate) ?? [rate]).some((step) => typeof step === 'number' && step > 1);
}
