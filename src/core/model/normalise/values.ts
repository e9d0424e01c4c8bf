import { shownValue } from '../../format/sentence';
import { asString, isObject, property, type Json, type JsonObject } from '../../json';
import type { LayerDraft } from '../layers/layerDraft';
import { cannotRun } from './refuse';

/** Of TensorFlow.js 4.22, in the spelling of Keras. */
const ACTIVATIONS = new Set(
  'elu selu relu relu6 linear sigmoid hard_sigmoid hardSigmoid softplus softsign tanh softmax log_softmax logSoftmax gelu mish swish'.split(
    ' ',
  ),
);
const CONSTRAINTS = new Set(['MaxNorm', 'UnitNorm', 'NonNeg', 'MinMaxNorm']);
const REGULARIZERS = new Set(['L1L2', 'L2', 'L1', 'l1_l2', 'l2', 'l1']);

/** 'relu', or as Keras 3 writes it {class_name: 'function', config: 'relu'}. */
export function activation(value: Json | undefined, layer: LayerDraft, keras3: boolean): Json {
  if (value === undefined || value === null) return 'linear';
  const stated = isObject(value) ? (asString(value.config) ?? asString(value.class_name)) : value;
  const name = stated === 'silu' || stated === 'SiLU' ? 'swish' : stated;
  if (typeof name !== 'string' || !ACTIVATIONS.has(name))
    throw cannotRun(layer, `it has no activation ${shownValue(name)}`);
  // Keras 3 changed the slope to 1/6; TensorFlow.js and Keras 2 have 0.2.
  if (keras3 && name.toLowerCase().startsWith('hard'))
    throw cannotRun(layer, 'its hard_sigmoid differs from that of Keras 3');
  return name;
}

/** 'float32' and 'int32' for every dtype and policy of Keras. */
export function dtype(value: Json | undefined): Json {
  const name = isObject(value) ? property(value.config, 'name') : value;
  if (typeof name !== 'string') return 'float32';
  if (name === 'bool' || name === 'string') return name;
  return /^u?int/.test(name) ? 'int32' : 'float32';
}

/** L1, L2 and L1L2 of any Keras as the one that TensorFlow.js has. */
export function regularizer(value: Json | undefined, layer: LayerDraft): Json {
  if (value === undefined || value === null) return null;
  const className = isObject(value) ? asString(value.class_name) : asString(value);
  if (className === undefined || !REGULARIZERS.has(className))
    throw cannotRun(layer, `it has no regularizer ${shownValue(className ?? value)}`);
  const config = isObject(value) ? value.config : undefined;
  const amount = (key: string): number => {
    const stated = property(config, key);
    if (typeof stated === 'number') return stated;
    // The defaults of Keras, for a bare name.
    return config === undefined && className.toLowerCase().includes(key) ? 0.01 : 0;
  };
  const [l1, l2] = [amount('l1'), amount('l2')];
  return l1 === 0 && l2 === 0 ? null : { class_name: 'L1L2', config: { l1, l2 } };
}

export function constraint(value: Json | undefined, layer: LayerDraft): Json {
  if (value === undefined || value === null) return null;
  const className = isObject(value) ? asString(value.class_name) : asString(value);
  if (className === undefined || !CONSTRAINTS.has(className))
    throw cannotRun(layer, `it has no constraint ${shownValue(className ?? value)}`);
  const config = isObject(value) && isObject(value.config) ? value.config : {};
  return { class_name: className, config };
}

/** Every value is set afterwards; zeros spare the drawing, which for orthogonal kernels takes minutes. */
export const ZEROS: JsonObject = { class_name: 'Zeros', config: {} };
