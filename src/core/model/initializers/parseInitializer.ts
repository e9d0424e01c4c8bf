import { asNumber, asString, isObject, type Json, property } from '../../json';
import type { Initializer } from './initializer';

type Config = Json | undefined;
type Scaling = Extract<Initializer, { readonly kind: 'scaling' }>;

/** An initialiser as a layer's config has it, with the name that it goes by there. */
export interface NamedInitializer {
  readonly name: string;
  /** Undefined where it is of a class that is not known here, or its numbers make no sense. */
  readonly initializer: Initializer | undefined;
}

/**
 * Reads `{"class_name": "VarianceScaling", "config": {…}}` or the short form "glorot_uniform", in any
 * of the spellings of Keras 2, Keras 3 and TensorFlow.js. Defaults are those of Keras.
 * @returns undefined where the config names none.
 */
export function parseInitializer(json: Config): NamedInitializer | undefined {
  const name = asString(json) ?? asString(property(json, 'class_name'));
  if (name === undefined) return undefined;
  const config = isObject(json) ? property(json, 'config') : undefined;
  const initializer = BY_NAME.get(plain(name).replace(/initializer$/, ''))?.(config);
  return { name, initializer: initializer && isUsable(initializer) ? initializer : undefined };
}

const ZEROS: Initializer = { kind: 'constant', value: 0 };
const ONES: Initializer = { kind: 'constant', value: 1 };

const BY_NAME: ReadonlyMap<string, (config: Config) => Initializer | undefined> = new Map(
  Object.entries<(config: Config) => Initializer | undefined>({
    zeros: () => ZEROS,
    zero: () => ZEROS,
    ones: () => ONES,
    one: () => ONES,
    constant: (config) => ({ kind: 'constant', value: numberIn(config, 'value', 0) }),
    randomuniform: uniform,
    uniform,
    randomnormal: (config) => normal(config, false),
    normal: (config) => normal(config, false),
    truncatednormal: (config) => normal(config, true),
    variancescaling: varianceScaling,
    glorotuniform: () => scaling(1, 'fan_avg', 'uniform'),
    glorotnormal: () => scaling(1, 'fan_avg', 'truncated_normal'),
    heuniform: () => scaling(2, 'fan_in', 'uniform'),
    henormal: () => scaling(2, 'fan_in', 'truncated_normal'),
    lecununiform: () => scaling(1, 'fan_in', 'uniform'),
    lecunnormal: () => scaling(1, 'fan_in', 'truncated_normal'),
    orthogonal: (config) => ({ kind: 'orthogonal', gain: numberIn(config, 'gain', 1) }),
    identity: (config) => ({ kind: 'identity', gain: numberIn(config, 'gain', 1) }),
  }),
);

function uniform(config: Config): Initializer {
  const low = numberIn(config, 'minval', -0.05);
  return { kind: 'uniform', low, high: numberIn(config, 'maxval', 0.05) };
}

function normal(config: Config, truncated: boolean): Initializer {
  const [mean, stddev] = [numberIn(config, 'mean', 0), numberIn(config, 'stddev', 0.05)];
  return { kind: 'normal', mean, stddev, truncated };
}

function varianceScaling(config: Config): Initializer | undefined {
  const mode = MODES.get(plain(asString(property(config, 'mode')) ?? 'fan_in'));
  const distribution = DISTRIBUTIONS.get(
    plain(asString(property(config, 'distribution')) ?? 'truncated_normal'),
  );
  if (mode === undefined || distribution === undefined) return undefined;
  return scaling(numberIn(config, 'scale', 1), mode, distribution);
}

function scaling(
  scale: number,
  mode: Scaling['mode'],
  distribution: Scaling['distribution'],
): Scaling {
  return { kind: 'scaling', scale, mode, distribution };
}

const MODES: ReadonlyMap<string, Scaling['mode']> = new Map([
  ['fanin', 'fan_in'],
  ['fanout', 'fan_out'],
  ['fanavg', 'fan_avg'],
]);
const DISTRIBUTIONS: ReadonlyMap<string, Scaling['distribution']> = new Map([
  ['uniform', 'uniform'],
  ['normal', 'truncated_normal'],
  ['truncatednormal', 'truncated_normal'],
  ['untruncatednormal', 'untruncated_normal'],
]);

function isUsable(initializer: Initializer): boolean {
  const numbers = Object.values(initializer).filter((value) => typeof value === 'number');
  if (!numbers.every(Number.isFinite)) return false;
  if (initializer.kind === 'scaling') return initializer.scale >= 0;
  return initializer.kind !== 'normal' || initializer.stddev >= 0;
}

/** A number that is there but is none makes the initialiser unusable. */
function numberIn(config: Config, key: string, otherwise: number): number {
  const value = property(config, key);
  return value === undefined || value === null ? otherwise : (asNumber(value) ?? NaN);
}

/** "glorot_uniform", "glorotUniform" and "GlorotUniform" are one. */
function plain(name: string): string {
  return name.replaceAll('_', '').toLowerCase();
}
