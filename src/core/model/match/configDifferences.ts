import { isArray, isObject, property, type Json } from '../../json';
import type { ModelNode } from '../model';

export interface ConfigDifference {
  /** As the config spells it: `recurrent_activation`. */
  readonly field: string;
  readonly left: string;
  readonly right: string;
}

/**
 * What makes layers of one shape compute different functions (facts: same LSTM weights under sigmoid
 * instead of hardSigmoid change outputs by 0.037), with what TensorFlow.js 4.22 takes where the
 * config does not say. The second name is the spelling of old files.
 */
const FIELDS: readonly { readonly names: readonly string[]; readonly byDefault: Json }[] = [
  { names: ['activation'], byDefault: 'linear' },
  { names: ['recurrent_activation', 'inner_activation'], byDefault: 'hard_sigmoid' },
  { names: ['reset_after'], byDefault: false },
  { names: ['go_backwards'], byDefault: false },
  { names: ['epsilon'], byDefault: 1e-3 },
  { names: ['padding', 'border_mode'], byDefault: 'valid' },
  { names: ['strides', 'subsample'], byDefault: 1 },
  { names: ['dilation_rate'], byDefault: 1 },
  { names: ['groups'], byDefault: 1 },
  { names: ['data_format', 'dim_ordering'], byDefault: 'channels_last' },
  { names: ['mask_zero'], byDefault: false },
];

/** LSTM's and SimpleRNN's own default is tanh. */
const TANH = /^(?:SimpleRNN|LSTM|GRU|ConvLSTM2D)(?:Cell)?$/;

/** Where a layer computes something else with the same weights. Null where a file does not hold the config. */
export function configDifferences(
  left: ModelNode | undefined,
  right: ModelNode | undefined,
): readonly ConfigDifference[] | null {
  const [a, b] = [left?.config, right?.config];
  if (left === undefined || right === undefined || a === undefined || b === undefined) return null;
  const differences: ConfigDifference[] = [];
  for (const field of FIELDS) {
    const [name = ''] = field.names;
    const [here, there] = [stated(a, field.names), stated(b, field.names)];
    if (here === undefined && there === undefined) continue;
    const text = (value: Json | undefined, node: ModelNode): string =>
      valueText(
        value ?? (name === 'activation' && TANH.test(node.className) ? 'tanh' : field.byDefault),
      );
    const [shownHere, shownThere] = [text(here, left), text(there, right)];
    if (shownHere !== shownThere)
      differences.push({ field: name, left: shownHere, right: shownThere });
  }
  return differences;
}

function stated(config: Json, names: readonly string[]): Json | undefined {
  for (const name of names) {
    const value = property(config, name);
    if (value !== undefined && value !== null) return value;
  }
  return undefined;
}

/** What any field of these is; deeper values are told apart by nothing. */
const MAX_DEPTH = 8;

/** One spelling for what means the same: `[2, 2]` and 2, `hardSigmoid` and `hard_sigmoid`, Keras 3's objects. */
function valueText(value: Json, depth = 0): string {
  if (depth > MAX_DEPTH) return '…';
  if (isArray(value)) {
    const items = value.slice(0, 8).map((item) => valueText(item, depth + 1));
    return new Set(items).size === 1 ? (items[0] ?? '') : items.join(' × ');
  }
  if (isObject(value)) {
    const { config, class_name: className } = value;
    if (typeof config === 'string') return valueText(config);
    return typeof className === 'string' ? valueText(className) : 'an object';
  }
  if (typeof value !== 'string') return String(value);
  const snake = value.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase();
  return SYNONYMS.get(snake) ?? snake;
}

const SYNONYMS: ReadonlyMap<string, string> = new Map([
  ['swish', 'silu'],
  ['tf', 'channels_last'],
  ['th', 'channels_first'],
]);
