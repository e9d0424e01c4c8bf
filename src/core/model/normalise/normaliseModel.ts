import { ModelMismatchError } from '../../errors';
import {
  asArray,
  asObject,
  asString,
  isArray,
  property,
  type Json,
  type JsonObject,
} from '../../json';
import type { LayerDraft } from '../layers/layerDraft';
import type { LayerTree } from '../layers/readLayers';
import { soundTree } from '../layers/soundTree';
import type { Model } from '../model';
import { quote } from '../problems';
import { inboundNodes, pinnedToInference, tensorList } from './calls';
import { GRU_CELL_RESET_AFTER, GRU_RESET_AFTER, isDilated, layerConfig } from './layerConfig';
import { cannotRun } from './refuse';

/** A model that TensorFlow.js loads and computes as the file means it. */
export interface NormalisedModel {
  /** For `tf.models.modelFromJSON`: class_name and config, all initialisers zeros. */
  readonly topology: JsonObject;
  /** By index of `Model.nodes`, where there is something to know. */
  readonly notes: ReadonlyMap<number, LayerNote>;
}

export interface LayerNote {
  /** It never runs in training mode, whatever is trained: `base_model(x, training=False)`. */
  readonly inference: boolean;
  /** Its weights that the file does not have, with the value of all their elements. */
  readonly constants: Readonly<Record<string, number>>;
  /** No gradient passes through it. */
  readonly dilated: boolean;
}

/**
 * Rewrites the topology of a saved model from any spelling of Keras 2 and 3 into what TensorFlow.js
 * 4.22 loads. The graph is checked first, since TensorFlow.js loops for ever on a broken one.
 *
 * @param supported class names of layers that TensorFlow.js has.
 * @throws ModelFormatError where the graph is broken; ModelMismatchError where TensorFlow.js cannot
 * run the model as it is, naming the layer.
 */
export function normaliseModel(model: Model, supported: ReadonlySet<string>): NormalisedModel {
  const json = isArray(model.json) ? undefined : model.json;
  if (json === undefined || model.format !== 'layers-model')
    throw new ModelMismatchError(
      model.format === 'graph-model'
        ? 'This is a GraphModel: its weights are constants of a graph, and TensorFlow.js can only train models made of layers.'
        : 'This file holds weights and no layers, so there is nothing that could be run or trained.',
    );
  const { topology, tree } = soundTree(json);
  return new Normaliser(model, tree, supported, isKeras3(topology)).result();
}

function isKeras3(topology: Json | undefined): boolean {
  return asString(property(topology, 'keras_version'))?.startsWith('3') === true;
}

class Normaliser {
  private readonly notes = new Map<number, LayerNote>();

  constructor(
    private readonly model: Model,
    private readonly tree: LayerTree,
    private readonly supported: ReadonlySet<string>,
    private readonly keras3: boolean,
  ) {}

  result(): NormalisedModel {
    const { root } = this.tree;
    if (!root.isModel)
      throw cannotRun(root, 'its own class stores no layers that TensorFlow.js could read');
    return { topology: this.container(root, false), notes: this.notes };
  }

  /** @param inference a call around it pins it to inference. */
  private container(draft: LayerDraft, inference: boolean): JsonObject {
    const graph = this.tree.graphs.get(draft);
    const layers = draft.children.map((child) => {
      const pinned = inference || pinnedToInference(child);
      const layer = this.layer(child, pinned);
      return graph === undefined
        ? layer
        : { ...layer, name: child.name, inbound_nodes: inboundNodes(child, graph) };
    });
    const { name } = draft;
    if (graph === undefined) {
      const config: JsonObject = { name, layers: withInputShape(draft, layers) };
      return { class_name: 'Sequential', config };
    }
    return {
      class_name: 'Functional',
      config: {
        name,
        layers,
        input_layers: tensorList(draft.inputRefs, graph),
        output_layers: tensorList(draft.outputRefs, graph),
      },
    };
  }

  private layer(draft: LayerDraft, inference: boolean): JsonObject {
    if (draft.isModel) return this.container(draft, inference);
    const { className, config, constants } = layerConfig(draft, this.keras3);
    const ours = className === GRU_RESET_AFTER || className === GRU_CELL_RESET_AFTER;
    if (!ours && !this.supported.has(className)) throw cannotRun(draft, 'it has no such layer');
    const dilated = isDilated(draft);
    if (inference || dilated || Object.keys(constants).length > 0)
      this.notes.set(draft.index, { inference, constants, dilated });
    const inside = this.inside(draft, inference);
    return { class_name: className, config: { ...config, ...this.multiplier(draft), ...inside } };
  }

  /** TensorFlow.js leaves it out when it saves a SeparableConv2D; the kernel's shape tells. */
  private multiplier({ className, config, index }: LayerDraft): JsonObject {
    if (className !== 'SeparableConv2D' || config?.depth_multiplier !== undefined) return {};
    const kernel = this.model.weights.find(
      ({ node, role }) => node === index && role === 'depthwise kernel',
    );
    return { depth_multiplier: kernel?.shape[3] ?? 1 };
  }

  /** What a wrapper or a recurrent layer holds. */
  private inside(draft: LayerDraft, inference: boolean): JsonObject {
    const [first] = draft.children;
    if (first === undefined) return {};
    const stored = draft.config ?? {};
    // TensorFlow.js makes the layer that runs backwards from the one that runs forwards.
    if (stored.layer !== undefined) return { layer: this.layer(first, inference) };
    const cells = draft.children.map((child) => this.layer(child, inference));
    if (draft.className === 'StackedRNNCells') return { cells };
    if (cells.length === 1 && asArray(stored.cell) === undefined) return { cell: cells[0] };
    return { cell: { class_name: 'StackedRNNCells', config: { cells } } };
  }
}

/** A Sequential whose first layer does not say what it takes; Keras then keeps it beside the layers. */
function withInputShape(draft: LayerDraft, layers: readonly JsonObject[]): readonly JsonObject[] {
  const [first, ...rest] = layers;
  const [firstDraft] = draft.children;
  if (first === undefined || firstDraft === undefined)
    throw new ModelMismatchError(`The model ${quote(draft.name)} has no layers.`);
  const config = asObject(first.config) ?? {};
  if (firstDraft.isModel || config.batch_input_shape !== undefined) return layers;
  const shape =
    draft.builtFor ??
    property(draft.config, 'build_input_shape') ??
    firstDraft.builtFor ??
    undefined;
  if (asArray(shape) === undefined)
    throw new ModelMismatchError(
      `The model ${quote(draft.name)} does not say what its input looks like, so it cannot be run. Save it after it was built or trained.`,
    );
  return [{ ...first, config: { ...config, batch_input_shape: shape } }, ...rest];
}
