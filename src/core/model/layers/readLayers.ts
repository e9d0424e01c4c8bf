import { asArray, asObject, asString, isObject, property, type Json } from '../../json';
import { quote, type Problems } from '../problems';
import { layersOf, wrappedBy } from './layerChildren';
import type { LayerDraft } from './layerDraft';
import { collectRefs } from './tensorRefs';

/**
 * Real models nest three or four deep; what reads them afterwards (shapes, the tree) may recurse
 * this far without harm.
 */
export const MAX_NESTING = 500;

export interface LayerTree {
  /** The model itself; no row of its own. */
  readonly root: LayerDraft;
  /** All layers in pre-order. */
  readonly layers: readonly LayerDraft[];
}

interface Pending {
  readonly json: Json;
  readonly parent: LayerDraft | undefined;
  readonly rename: ((name: string) => string) | undefined;
  readonly insideBidirectional: boolean;
}

/** Every layer of a Keras model config, nested models, wrapped layers and cells included. */
export function readLayers(modelConfig: Json, problems: Problems): LayerTree {
  const layers: LayerDraft[] = [];
  const root = draftOf(
    { json: modelConfig, parent: undefined, rename: undefined, insideBidirectional: false },
    -1,
  );
  const stack: Pending[] = [];
  let tooDeep = 0;
  pushChildren(root, modelConfig, false);
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { parent } = next;
    if (!isObject(next.json)) {
      problems.add(`A layer of ${quote(parent?.name ?? '')} is no JSON object, so it is left out.`);
      continue;
    }
    const draft = draftOf(next, layers.length);
    layers.push(draft);
    if (parent !== undefined) {
      parent.children.push(draft);
      if (!parent.byName.has(draft.name)) parent.byName.set(draft.name, draft);
      else if (parent.isModel) {
        problems.add(
          `Two layers are named ${quote(draft.name)}; their weights are shown with the first of them.`,
        );
      }
    }
    pushChildren(draft, next.json, next.insideBidirectional);
  }
  if (tooDeep > 0) {
    problems.add(
      `Layers are nested more than ${MAX_NESTING} deep; those further inside are left out of the tree.`,
    );
  }
  return { root, layers };

  function pushChildren(draft: LayerDraft, json: Json, insideBidirectional: boolean): void {
    const config = property(json, 'config');
    const inner = layersOf(draft.className, config);
    const children =
      inner?.map((child) => ({ json: child, rename: undefined })) ??
      wrappedBy(draft.className, config, insideBidirectional);
    if (children.length === 0) return;
    if (draft.depth >= MAX_NESTING) {
      tooDeep++;
      return;
    }
    const inside = insideBidirectional || draft.className === 'Bidirectional';
    for (let i = children.length - 1; i >= 0; i--) {
      const child = children[i];
      if (child === undefined) continue;
      stack.push({
        json: child.json,
        parent: draft,
        rename: child.rename,
        insideBidirectional: inside,
      });
    }
  }
}

function draftOf(pending: Pending, index: number): LayerDraft {
  const { json, parent } = pending;
  const anyConfig = property(json, 'config');
  const config = asObject(anyConfig);
  const className = asString(property(json, 'class_name')) ?? '';
  const ownName = asString(property(config, 'name')) ?? asString(property(json, 'name')) ?? '';
  const name = ownName === '' ? className : ownName;
  const isModel = layersOf(className, anyConfig) !== undefined;
  return {
    index,
    name: pending.rename?.(name) ?? name,
    className,
    config,
    buildConfig: asObject(property(json, 'build_config')),
    parent,
    depth: parent === undefined ? 0 : parent.depth + 1,
    isModel,
    isSequential: isModel && property(config, 'output_layers') === undefined,
    trainable: property(config, 'trainable') !== false && (parent?.trainable ?? true),
    before: parent?.isSequential === true ? parent.children.at(-1)?.name : undefined,
    calls: asArray(property(json, 'inbound_nodes'))?.map(collectRefs) ?? [],
    inputRefs: isModel ? collectRefs(property(config, 'input_layers')) : [],
    outputRefs: isModel ? collectRefs(property(config, 'output_layers')) : [],
    children: [],
    byName: new Map(),
    outputs: undefined,
  };
}
