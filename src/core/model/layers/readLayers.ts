import { asString, isObject, type JsonObject } from '../../json';
import { outputShapeDeriver } from '../outputShapes';
import { quote, type Problems } from '../problems';
import { callGraph, type CallGraph } from './callGraph';
import { childrenIn, type Children } from './layerChildren';
import { LayerDraft } from './layerDraft';

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
  /** Who feeds whom, for each functional model in the tree. */
  readonly graphs: ReadonlyMap<LayerDraft, CallGraph>;
}

/** A model or wrapper whose children are being read. */
interface Open {
  readonly draft: LayerDraft;
  readonly children: Children;
  readonly insideBidirectional: boolean;
  next: number;
}

/**
 * Every layer of a Keras model config, nested models, wrapped layers and cells included. Reports
 * what is wrong with the structure: layers that are none, names used twice, broken graphs.
 */
export function readLayers(modelConfig: JsonObject, problems: Problems): LayerTree {
  const layers: LayerDraft[] = [];
  const graphs = new Map<LayerDraft, CallGraph>();
  const stack: Open[] = [];
  let leftOut = 0;
  let derive: ((layer: LayerDraft) => void) | undefined;
  const deriveShapes = (layer: LayerDraft): void => {
    derive ??= outputShapeDeriver(root, graphs);
    derive(layer);
  };

  const open = (json: JsonObject, index: number, parent: Open | undefined): LayerDraft => {
    const className = asString(json.class_name) ?? '';
    const inside = parent?.insideBidirectional ?? false;
    const children = childrenIn(className, json.config, inside);
    const draft = new LayerDraft(
      json,
      index,
      className,
      parent?.draft,
      children !== undefined,
      parent?.children.rename?.[parent.next - 1],
      deriveShapes,
    );
    if (children !== undefined && children.layers.length > 0) {
      const insideBidirectional = inside || className === 'Bidirectional';
      if (stack.length < MAX_NESTING) stack.push({ draft, children, insideBidirectional, next: 0 });
      else leftOut++;
    }
    return draft;
  };

  const root = open(modelConfig, -1, undefined);
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const json = top.children.layers[top.next++];
    const parent = top.draft;
    if (json === undefined) {
      stack.pop();
      if (parent.isModel && !parent.isSequential) graphs.set(parent, callGraph(parent, problems));
    } else if (isObject(json)) {
      const draft = open(json, layers.length, top);
      layers.push(draft);
      if (!parent.adopt(draft) && parent.isModel) {
        problems.add(
          `Two layers are named ${quote(draft.name)}; their weights are shown with the first of them.`,
        );
      }
    } else {
      problems.add(`A layer of ${quote(parent.name)} is no JSON object, so it is left out.`);
    }
  }
  if (leftOut > 0) {
    problems.add(
      `Layers are nested more than ${MAX_NESTING} deep; those further inside are left out of the tree.`,
    );
  }
  return { root, layers, graphs };
}
