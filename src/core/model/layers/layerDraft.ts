import { asArray, asObject, property, type Json, type JsonObject } from '../../json';
import type { Dimension, ModelNode } from '../model';
import type { Shape } from '../shapes/shape';
import { layersOf } from './layerChildren';
import { collectRefs, type TensorRef } from './tensorRefs';

// Most layers hold nothing: they share these, since a model may have tens of thousands.
const NO_CHILDREN: readonly LayerDraft[] = [];
const NO_NAMES: ReadonlyMap<string, LayerDraft> = new Map();
const NO_CALLS: readonly (readonly TensorRef[])[] = [];

/**
 * A layer of the file. It is the model's node itself, and works out what few rows ask for (output
 * shape, inputs) when it is asked: opening a model of 10,000 layers touches each as little as it can.
 */
export class LayerDraft implements ModelNode {
  readonly name: string;
  readonly config: JsonObject | undefined;
  /** Holds a list of layers of its own: Sequential, Functional, Model. */
  readonly isModel: boolean;
  /** The layer's own flag and those of all models and wrappers around it. */
  readonly trainable: boolean;
  readonly children: readonly LayerDraft[];
  /** The first child of each name. */
  readonly byName: ReadonlyMap<string, LayerDraft>;
  /** One for each output tensor, once `deriveShapes` has come so far. */
  outputs: readonly Shape[] | undefined = undefined;

  /**
   * @param index position among all layers in pre-order; -1 for the model itself.
   * @param above the model or wrapper that holds it.
   * @param rename what a wrapper makes of the layer's own name.
   * @param deriveShapes fills in `outputs` of a layer.
   */
  constructor(
    /** As the file spells it. */
    readonly json: JsonObject,
    readonly index: number,
    readonly className: string,
    readonly above: LayerDraft | undefined,
    hasChildren: boolean,
    rename: ((name: string) => string) | undefined,
    private readonly deriveShapes: (layer: LayerDraft) => void,
  ) {
    const { config } = json;
    this.config = asObject(config);
    const stated = this.config?.name ?? json.name;
    const name = typeof stated === 'string' && stated !== '' ? stated : className;
    this.name = rename === undefined ? name : rename(name);
    this.isModel = hasChildren && layersOf(className, config) !== undefined;
    this.trainable = this.config?.trainable !== false && above?.trainable !== false;
    this.children = hasChildren ? [] : NO_CHILDREN;
    this.byName = hasChildren ? new Map<string, LayerDraft>() : NO_NAMES;
  }

  get kind(): 'model' | 'layer' {
    return this.isModel ? 'model' : 'layer';
  }

  get parent(): number {
    return this.above?.index ?? -1;
  }

  /** Each layer of a Sequential feeds the next. Otherwise `applications` tells. */
  get isSequential(): boolean {
    return this.isModel && property(this.config, 'output_layers') === undefined;
  }

  get calls(): number {
    return Math.max(1, asArray(property(this.json, 'inbound_nodes'))?.length ?? 0);
  }

  /** The tensors that feed each call; empty where the file does not tell. */
  get applications(): readonly (readonly TensorRef[])[] {
    return asArray(property(this.json, 'inbound_nodes'))?.map(collectRefs) ?? NO_CALLS;
  }

  /** Tensors that enter a functional model. */
  get inputRefs(): readonly TensorRef[] {
    return collectRefs(property(this.config, 'input_layers'));
  }

  /** Tensors that leave a functional model. */
  get outputRefs(): readonly TensorRef[] {
    return collectRefs(property(this.config, 'output_layers'));
  }

  /** Keras 3 keeps the shape that a layer was built for beside its config. */
  get builtFor(): Json | undefined {
    return property(property(this.json, 'build_config'), 'input_shape');
  }

  get outputShape(): readonly Dimension[] | readonly (readonly Dimension[])[] | undefined {
    this.deriveShapes(this);
    return this.outputs?.length === 1 ? this.outputs[0] : this.outputs;
  }

  get inputs(): readonly string[] {
    const names = new Set<string>();
    for (const call of this.applications) for (const ref of call) names.add(ref.layer);
    if (this.above?.isSequential === true) {
      const { children } = this.above;
      const before = children[children.indexOf(this) - 1];
      if (before !== undefined) names.add(before.name);
    }
    return [...names];
  }

  /** False if there is a child of that name already. */
  adopt(child: LayerDraft): boolean {
    (this.children as LayerDraft[]).push(child);
    if (this.byName.has(child.name)) return false;
    (this.byName as Map<string, LayerDraft>).set(child.name, child);
    return true;
  }
}
