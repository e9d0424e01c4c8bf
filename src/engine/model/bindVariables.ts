import type * as tfjs from '@tensorflow/tfjs';
import { ModelMismatchError } from '../../core/errors';
import type { Model, ModelNode, Weight } from '../../core/model/model';
import type { NormalisedModel } from '../../core/model/normalise/normaliseModel';
import { quote } from '../../core/model/problems';
import { lastToken, specInLayer } from '../../core/model/roles';

/** A variable of TensorFlow.js and the weight of the file that it holds. */
export interface Bound {
  readonly variable: tfjs.LayerVariable;
  /** Null where the file has none and TensorFlow.js needs one: filled with `constant`. */
  readonly weight: Weight | null;
  readonly constant: number;
  /** Index into `Model.nodes`. */
  readonly node: number;
  readonly layer: tfjs.layers.Layer;
  /** Whether gradients can train it. */
  readonly trainable: boolean;
}

/** Layers of TensorFlow.js hold others under these names. */
interface Holder {
  readonly layers?: readonly tfjs.layers.Layer[];
  readonly forwardLayer?: tfjs.layers.Layer;
  readonly backwardLayer?: tfjs.layers.Layer;
  readonly layer?: tfjs.layers.Layer;
  readonly cell?: tfjs.layers.Layer;
  readonly cells?: readonly tfjs.layers.Layer[];
}

/**
 * Pairs each variable of the built model with its weight by place and role, never by order or by
 * TensorFlow.js' names: it reorders frozen weights and gives names a number from the second model on.
 * @throws ModelMismatchError where the file lacks a weight or has it in another shape.
 */
export function bindVariables(
  model: Model,
  normalised: NormalisedModel,
  built: tfjs.LayersModel,
): { readonly bound: readonly Bound[]; readonly layers: ReadonlyMap<number, tfjs.layers.Layer> } {
  const children = new Map<number, ModelNode[]>();
  for (const node of model.nodes) {
    const siblings = children.get(node.parent);
    if (siblings === undefined) children.set(node.parent, [node]);
    else siblings.push(node);
  }
  const weights = new Map<number, Weight[]>();
  for (const weight of model.weights) {
    const ofNode = weights.get(weight.node);
    if (ofNode === undefined) weights.set(weight.node, [weight]);
    else ofNode.push(weight);
  }

  const bound: Bound[] = [];
  const layers = new Map<number, tfjs.layers.Layer>();
  const visit = (index: number, layer: tfjs.layers.Layer): void => {
    const inside = children.get(index) ?? [];
    inside.forEach((child, position) => {
      const found = heldBy(layer, child, position);
      layers.set(child.index, found);
      visit(child.index, found);
    });
    if (inside.length > 0 || index < 0) return;
    const node = model.nodes[index];
    if (node === undefined) return;
    const constants = normalised.notes.get(index)?.constants ?? {};
    for (const variable of layer.weights) {
      const key = lastToken(variable.originalName);
      const spec = specInLayer(node.className, key);
      const role = spec?.role ?? key.replaceAll('_', ' ');
      const constant = constants[key];
      const ofRole = (name: string): Weight | undefined =>
        weights.get(index)?.find((candidate) => candidate.role === name);
      // Keras 3 calls the kernel of a DepthwiseConv2D just that.
      const weight = ofRole(role) ?? (key === 'depthwise_kernel' ? ofRole('kernel') : null) ?? null;
      if (weight === null && constant === undefined)
        throw new ModelMismatchError(
          `Layer ${quote(node.name)} needs a ${role}, and the file has none for it.`,
        );
      if (weight !== null) checkShape(weight, variable);
      bound.push({
        variable,
        weight,
        constant: constant ?? 0,
        node: index,
        layer,
        trainable: weight !== null && spec?.trainable !== false,
      });
    }
  };
  visit(-1, built);
  return { bound, layers };
}

function heldBy(layer: tfjs.layers.Layer, child: ModelNode, position: number): tfjs.layers.Layer {
  const holder = layer as Holder;
  const inOrder =
    holder.forwardLayer !== undefined
      ? [holder.forwardLayer, holder.backwardLayer]
      : (holder.cells ?? [holder.layer ?? holder.cell]);
  const found =
    holder.layers === undefined
      ? inOrder[position]
      : holder.layers.find(({ name }) => name === child.name);
  if (found === undefined)
    throw new ModelMismatchError(
      `Layer ${quote(child.name)} (${child.className}) was lost when TensorFlow.js built the model.`,
    );
  return found;
}

function checkShape(weight: Weight, variable: tfjs.LayerVariable): void {
  const expected = variable.shape.map(Number);
  const same =
    weight.shape.length === expected.length &&
    weight.shape.every((size, i) => size === expected[i]);
  if (same) return;
  throw new ModelMismatchError(
    `The tensor ${quote(weight.name)} is [${weight.shape.join(', ')}] in the file, and its layer needs [${expected.join(', ')}].`,
  );
}
