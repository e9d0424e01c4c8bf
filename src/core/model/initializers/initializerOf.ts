import { property } from '../../json';
import type { Model, Weight } from '../model';
import { type NamedInitializer, parseInitializer } from './parseInitializer';

/** The field of a layer's config that says how a weight of this role begins. */
const FIELDS: ReadonlyMap<string, string> = new Map([
  ['kernel', 'kernel_initializer'],
  ['recurrent kernel', 'recurrent_initializer'],
  ['bias', 'bias_initializer'],
  ['depthwise kernel', 'depthwise_initializer'],
  ['pointwise kernel', 'pointwise_initializer'],
  ['embeddings', 'embeddings_initializer'],
  ['gamma', 'gamma_initializer'],
  ['beta', 'beta_initializer'],
  ['moving mean', 'moving_mean_initializer'],
  ['moving variance', 'moving_variance_initializer'],
  ['alpha', 'alpha_initializer'],
  ...['query', 'key', 'value', 'output'].flatMap((part): [string, string][] => [
    [`${part} kernel`, 'kernel_initializer'],
    [`${part} bias`, 'bias_initializer'],
  ]),
]);

/** Where old configs leave the field out: these are the same in every version of Keras and TensorFlow.js. */
const WITHOUT_FIELD: ReadonlyMap<string, string> = new Map([
  ['bias', 'Zeros'],
  ['gamma', 'Ones'],
  ['beta', 'Zeros'],
  ['moving mean', 'Zeros'],
  ['moving variance', 'Ones'],
]);

/** What the config of a weight's layer says of how it begins; undefined where nothing does. */
export function initializerOf(model: Model, weight: Weight): NamedInitializer | undefined {
  const { config } = model.nodes[weight.node] ?? {};
  const field = FIELDS.get(weight.role);
  if (config === undefined || field === undefined || model.format !== 'layers-model')
    return undefined;
  return parseInitializer(property(config, field) ?? WITHOUT_FIELD.get(weight.role));
}

/**
 * The part [start, end) of an LSTM's bias that begins at 1, so that the forget gate is open at first
 * (`unit_forget_bias`); undefined of any other weight.
 */
export function forgetBias(
  model: Model,
  weight: Weight,
): { readonly start: number; readonly end: number } | undefined {
  const { config, className = '' } = model.nodes[weight.node] ?? {};
  const parts = weight.role === 'bias' ? weight.axes[0]?.parts : undefined;
  if (parts === undefined || !className.includes('LSTM')) return undefined;
  const flag = property(config, 'unit_forget_bias');
  // Written by every version; one that is not there is true, as the argument's default.
  if (flag !== undefined && flag !== true) return undefined;
  // CuDNN's bias has two halves, of which the state's holds the ones.
  const gate = Math.max(parts.indexOf('f'), parts.indexOf('state f'));
  const units = weight.size / parts.length;
  return gate < 0 ? undefined : { start: gate * units, end: (gate + 1) * units };
}
