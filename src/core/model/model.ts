import type { JsonObject } from '../json';
import type { Manifest, WeightEntry } from '../format/weightEntry';

export type ModelFormat = 'layers-model' | 'graph-model' | 'weights-manifest';

/** A size in an output shape; null is the batch or another axis that only the input tells. */
export type Dimension = number | null;

/** What one axis of a weight runs over, in the field's words: 'input', 'unit', 'filter', 'gate × unit' … */
export interface Axis {
  readonly name: string;
  readonly size: number;
  /** Equal named parts in stored order, such as the gates i, f, c, o of an LSTM kernel's last axis. */
  readonly parts?: readonly string[];
}

/** A manifest entry with its place in the model. */
export interface Weight extends WeightEntry {
  /** Index into `Model.nodes`, or -1 for a weight that belongs to no layer. */
  readonly node: number;
  /** 'kernel', 'bias', 'recurrent kernel', 'moving variance' …; the last part of the name if unknown. */
  readonly role: string;
  /** One for each dimension of `shape`. */
  readonly axes: readonly Axis[];
  /** What it is in one line: "Dense kernel: row = input feature, column = unit". */
  readonly meaning: string;
  readonly trainable: boolean;
  /** Says how a convolution's axes are to be drawn as filter pictures, where it is one. */
  readonly filters?: FilterAxes | undefined;
}

/** Axis numbers of a convolution kernel. Conv2DTranspose and depthwise kernels differ from HWIO. */
export interface FilterAxes {
  /** Null where the window has one axis. */
  readonly height: number | null;
  readonly width: number;
  /** What one filter sums over; null for a depthwise kernel, whose filters see one input channel each. */
  readonly input: number | null;
  /** There is a picture for each index of these axes, the last of them fastest. */
  readonly pictures: readonly number[];
}

/** A layer, a nested model, a cell, a name scope or an op of the graph: a row of the tree that is no weight. */
export interface ModelNode {
  readonly index: number;
  readonly kind: 'model' | 'layer' | 'scope' | 'op';
  readonly name: string;
  /** Class name of the layer or op type of the node; '' for a scope. */
  readonly className: string;
  /** Index of the parent node, -1 at the top. Parents come before their children. */
  readonly parent: number;
  readonly outputShape: readonly Dimension[] | readonly (readonly Dimension[])[] | undefined;
  readonly trainable: boolean;
  /** How often the layer is applied; more than 1 means that its weights are shared. */
  readonly calls: number;
  /** The layer's config or the op's attributes, as stored. */
  readonly config: JsonObject | undefined;
  /** Names of the nodes that feed it, where the file tells. */
  readonly inputs: readonly string[];
}

export interface Model {
  readonly format: ModelFormat;
  /** Name of the model in its config, else undefined. */
  readonly name: string | undefined;
  /** 'Sequential', 'Functional', 'Model', 'GraphModel' or 'weights only'. */
  readonly className: string;
  /** The whole model.json as parsed: unknown fields stay here. */
  readonly json: JsonObject | readonly JsonObject[];
  readonly manifest: Manifest;
  readonly nodes: readonly ModelNode[];
  readonly weights: readonly Weight[];
  /** Sentences about the structure; a model with problems still shows what can be shown. */
  readonly problems: readonly string[];
}
