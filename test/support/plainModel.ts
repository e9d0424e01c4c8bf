import { readModel } from '../../src/core/model/readModel';
import type { Model } from '../../src/core/model/model';

export interface PlainWeight {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype?: string;
  readonly group?: 'optimizer';
}

export interface PlainLayer {
  readonly className: string;
  readonly name: string;
  readonly config?: object;
}

/** A model of which only model.json exists. Without layers it is a bare weights manifest. */
export function plainModel(layers: readonly PlainLayer[], weights: readonly PlainWeight[]): Model {
  const modelTopology = {
    class_name: 'Sequential',
    config: {
      name: 'sequential',
      layers: layers.map(({ className, name, config }) => ({
        class_name: className,
        config: { name, ...config },
      })),
    },
  };
  const entries = weights.map((weight) => ({ dtype: 'float32', ...weight }));
  const weightsManifest = [{ paths: ['weights.bin'], weights: entries }];
  return readModel(
    JSON.stringify(layers.length > 0 ? { modelTopology, weightsManifest } : { weightsManifest }),
    'model.json',
  );
}

/** Two models of a kernel each, which have nothing in common but their shape. */
export function alikeInShape(): readonly [left: Model, right: Model] {
  const model = (className: string, name: string) =>
    plainModel([{ className, name }], [{ name: `${name}/kernel`, shape: [3, 4] }]);
  return [model('Dense', 'x'), model('EinsumDense', 'y')];
}

/** A chain of Dense layers with biases: sizes are those of the input and of each layer. */
export function denseChain(names: readonly string[], sizes: readonly number[]): Model {
  return plainModel(
    names.map((name) => ({ className: 'Dense', name, config: { activation: 'relu' } })),
    denseWeights(names, sizes),
  );
}

export function denseWeights(names: readonly string[], sizes: readonly number[]): PlainWeight[] {
  return names.flatMap((name, i) => [
    { name: `${name}/kernel`, shape: [sizes[i] ?? 1, sizes[i + 1] ?? 1] },
    { name: `${name}/bias`, shape: [sizes[i + 1] ?? 1] },
  ]);
}
