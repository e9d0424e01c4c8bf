import type * as tfjs from '@tensorflow/tfjs';
import type { Tf } from '../tf';

type Registered = readonly [
  tfjs.serialization.SerializableConstructor<tfjs.serialization.Serializable>,
  tfjs.serialization.FromConfigMethod<tfjs.serialization.Serializable>,
];

/**
 * A regularizer or constraint from its config, as layers of TensorFlow.js make it for themselves.
 * @param config {className, config}; undefined where there is none.
 */
export function instantiate(tf: Tf, config: unknown): tfjs.serialization.Serializable | undefined {
  if (typeof config !== 'object' || config === null) return undefined;
  const { className, config: inner } = config as { className: string; config: object };
  const classes = tf.serialization.SerializationMap.getMap().classNameMap as Record<
    string,
    Registered | undefined
  >;
  const found = classes[className];
  if (found === undefined) throw new Error(`TensorFlow.js has no ${className}.`);
  const [Class, fromConfig] = found;
  return fromConfig(Class, { ...inner });
}
