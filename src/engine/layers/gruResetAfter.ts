import type * as tfjs from '@tensorflow/tfjs';
import { GRU_CELL_RESET_AFTER, GRU_RESET_AFTER } from '../../core/model/normalise/layerConfig';
import type { Tf } from '../tf';
import { instantiate } from './instantiate';

type Config = tfjs.serialization.ConfigDict;
type Cell = InstanceType<Tf['layers']['RNNCell']>;
type Regularizer = ReturnType<Tf['regularizers']['l1l2']>;
type Constraint = ReturnType<Tf['constraints']['nonNeg']>;

/** Masks of one sequence. TensorFlow.js declares them always there, and leaves them out until they are drawn. */
type Masks = Partial<Pick<Cell, 'dropoutMask' | 'recurrentDropoutMask'>>;

/**
 * Registers the GRU of TensorFlow 2, whose reset gate comes after the recurrent multiplication
 * (`reset_after`, the default there); TensorFlow.js has only the older one. With gates in the order z, r, h:
 *
 *     x̂ = x·K + b₀, ĥ = h·R + b₁, z = σ(x̂z + ĥz), r = σ(x̂r + ĥr), h' = z∘h + (1 − z)∘act(x̂h + r∘ĥh)
 *
 * Source: keras/src/layers/rnn/gru.py, GRUCell.call with reset_after.
 */
export function registerGruResetAfter(tf: Tf): void {
  class GruResetAfterCell extends tf.layers.RNNCell {
    static className = GRU_CELL_RESET_AFTER;
    readonly units: number;
    readonly stateSize: number;
    private readonly dropout: number;
    private readonly recurrentDropout: number;
    private readonly activation: tfjs.layers.Layer;
    private readonly recurrentActivation: tfjs.layers.Layer;
    private kernel?: tfjs.LayerVariable;
    private recurrentKernel?: tfjs.LayerVariable;
    private bias?: tfjs.LayerVariable;

    constructor(private readonly args: Config) {
      super(args);
      this.units = Number(args.units);
      this.stateSize = this.units;
      this.dropout = Number(args.dropout ?? 0);
      this.recurrentDropout = Number(args.recurrentDropout ?? 0);
      this.activation = tf.layers.activation({ activation: (args.activation ?? 'tanh') as 'tanh' });
      this.recurrentActivation = tf.layers.activation({
        activation: (args.recurrentActivation ?? 'sigmoid') as 'sigmoid',
      });
    }

    override build(inputShape: tfjs.Shape | tfjs.Shape[]): void {
      const shape = (Array.isArray(inputShape[0]) ? inputShape[0] : inputShape) as tfjs.Shape;
      const features = shape[shape.length - 1] ?? 0;
      const { units } = this;
      const add = (name: string, size: number[], role: string): tfjs.LayerVariable =>
        this.addWeight(
          name,
          size,
          'float32',
          tf.initializers.zeros(),
          instantiate(tf, this.args[`${role}Regularizer`]) as Regularizer | undefined,
          true,
          instantiate(tf, this.args[`${role}Constraint`]) as Constraint | undefined,
        );
      this.kernel = add('kernel', [features, 3 * units], 'kernel');
      this.recurrentKernel = add('recurrent_kernel', [units, 3 * units], 'recurrent');
      if (this.args.useBias !== false) this.bias = add('bias', [2, 3 * units], 'bias');
      this.built = true;
    }

    override call(
      inputs: tfjs.Tensor | tfjs.Tensor[],
      { training }: { training?: boolean },
    ): tfjs.Tensor[] {
      const [input, before] = inputs as [tfjs.Tensor2D, tfjs.Tensor2D];
      return tf.tidy(() => {
        const mask = (
          of: 'dropoutMask' | 'recurrentDropoutMask',
          like: tfjs.Tensor2D,
        ): tfjs.Tensor2D => {
          const rate = of === 'dropoutMask' ? this.dropout : this.recurrentDropout;
          if (training !== true || rate <= 0 || rate >= 1) return like;
          // One mask for all steps of a sequence; the layer forgets it between sequences.
          const masks = masksOf(this);
          masks[of] ??= tf.keep(tf.dropout(tf.onesLike(like), rate).clone());
          return tf.mul(like, masks[of] as tfjs.Tensor2D);
        };
        const fromInput = this.affine(mask('dropoutMask', input), this.kernel, 0);
        const fromState = this.affine(
          mask('recurrentDropoutMask', before),
          this.recurrentKernel,
          1,
        );
        const [xz, xr, xh] = tf.split(fromInput, 3, 1) as [
          tfjs.Tensor2D,
          tfjs.Tensor2D,
          tfjs.Tensor2D,
        ];
        const [hz, hr, hh] = tf.split(fromState, 3, 1) as [
          tfjs.Tensor2D,
          tfjs.Tensor2D,
          tfjs.Tensor2D,
        ];
        const update = this.recurrentActivation.call(tf.add(xz, hz), {}) as tfjs.Tensor2D;
        const reset = this.recurrentActivation.call(tf.add(xr, hr), {}) as tfjs.Tensor2D;
        const candidate = this.activation.call(tf.add(xh, tf.mul(reset, hh)), {}) as tfjs.Tensor2D;
        const state = tf.add(tf.mul(update, before), tf.mul(tf.sub(1, update), candidate));
        return [state, state];
      });
    }

    /** @param row of the bias. */
    private affine(
      x: tfjs.Tensor2D,
      kernel: tfjs.LayerVariable | undefined,
      row: 0 | 1,
    ): tfjs.Tensor2D {
      const product = tf.matMul<tfjs.Tensor2D>(x, kernel?.read() as tfjs.Tensor2D);
      if (this.bias === undefined) return product;
      const bias = this.bias.read() as tfjs.Tensor2D;
      return tf.add(product, tf.slice(bias, [row, 0], [1, 3 * this.units]));
    }

    override getConfig(): Config {
      return { ...super.getConfig(), ...this.args };
    }
  }

  class GruResetAfter extends tf.RNN {
    static override className = GRU_RESET_AFTER;

    constructor(private readonly args: Config) {
      super({ ...args, cell: new GruResetAfterCell(args) });
    }

    override call(
      inputs: tfjs.Tensor | tfjs.Tensor[],
      kwargs: object,
    ): tfjs.Tensor | tfjs.Tensor[] {
      forgetMasks(tf, this.cell);
      return super.call(inputs, kwargs);
    }

    override getConfig(): Config {
      return { ...super.getConfig(), ...this.args };
    }

    static override fromConfig<T extends tfjs.serialization.Serializable>(
      Class: tfjs.serialization.SerializableConstructor<T>,
      config: Config,
    ): T {
      return new Class(config);
    }
  }

  tf.serialization.registerClass(GruResetAfterCell);
  tf.serialization.registerClass(GruResetAfter);
}

function masksOf(cell: Masks): Masks {
  return cell;
}

function forgetMasks(tf: Tf, masks: Masks): void {
  if (masks.dropoutMask !== undefined) tf.dispose(masks.dropoutMask);
  if (masks.recurrentDropoutMask !== undefined) tf.dispose(masks.recurrentDropoutMask);
  delete masks.dropoutMask;
  delete masks.recurrentDropoutMask;
}
