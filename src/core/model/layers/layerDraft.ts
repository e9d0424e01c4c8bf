import type { JsonObject } from '../../json';
import type { Shape } from '../shapes/shape';
import type { TensorRef } from './tensorRefs';

/** A layer while the model is being read: what the file says, and what is derived from it bit by bit. */
export interface LayerDraft {
  /** Position among all drafts in pre-order; -1 for the model itself. */
  readonly index: number;
  readonly name: string;
  readonly className: string;
  readonly config: JsonObject | undefined;
  /** Keras 3 keeps the shape that the layer was built for beside its config. */
  readonly buildConfig: JsonObject | undefined;
  readonly parent: LayerDraft | undefined;
  readonly depth: number;
  /** Holds a list of layers of its own: Sequential, Functional, Model. */
  readonly isModel: boolean;
  /** Sequential: each layer feeds the next. Otherwise `calls` tells. */
  readonly isSequential: boolean;
  /** The layer's own flag and those of all models and wrappers around it. */
  readonly trainable: boolean;
  /** The tensors that feed each call; empty where the file does not tell. */
  readonly calls: readonly (readonly TensorRef[])[];
  /** Name of the layer that stands before it in a Sequential. */
  readonly before: string | undefined;
  /** Tensors that enter and leave a functional model. */
  readonly inputRefs: readonly TensorRef[];
  readonly outputRefs: readonly TensorRef[];
  readonly children: LayerDraft[];
  /** The first child of each name. */
  readonly byName: Map<string, LayerDraft>;
  /** One for each output tensor. */
  outputs: readonly Shape[] | undefined;
}
