import { property, type Json } from '../../json';
import { plural } from '../../format/sentence';
import type { Manifest, WeightEntry } from '../../format/weightEntry';
import type { ModelParts } from '../layers/layersModel';
import type { ModelNode, Weight } from '../model';
import { quote, type Problems } from '../problems';
import { specByName } from '../roles';
import { MAX_SCOPES, ScopeTree, type Scope } from '../scopes';
import type { Shape } from '../shapes/shape';
import { weightOf } from '../weightOf';
import { scopeNode } from '../weightsOnly';
import { findConsumers, type Consumer } from './consumers';
import { readFunctions, readOps, signatureShapes, statedShapes, type GraphOp } from './graphDef';

/** Scope under which the function library stands in the tree. */
const FUNCTIONS = 'Functions';

const NOT_KNOWN = 'A graph model does not say whether it was trained.';

interface PlacedOp {
  readonly op: GraphOp;
  readonly path: string;
}

/**
 * A GraphModel: its ops in a tree of their name scopes. Each weight hangs on the op that takes it,
 * so `dense/MatMul` holds its kernel, and the `Const` node of the weight has no row of its own.
 *
 * Every weight counts as a parameter and none as trainable: the graph is frozen and the file does
 * not tell a kernel that was trained from a constant that was not.
 */
export function readGraphModel(
  topology: Json,
  signature: Json | undefined,
  manifest: Manifest,
  problems: Problems,
): ModelParts {
  const entries = new Map<string, WeightEntry>();
  for (const entry of manifest.entries)
    if (!entries.has(entry.name)) entries.set(entry.name, entry);
  const consumers = new Map<string, Consumer>();
  const ops: PlacedOp[] = [];

  const main = readOps(property(topology, 'node'));
  addGraph(main, [], '');
  for (const { name, args, ops: inner } of readFunctions(topology)) {
    addGraph(inner, args, `${FUNCTIONS}/${name}/`);
  }

  const tree = new ScopeTree();
  const places = new Map<GraphOp, Scope>();
  const placeOfConstant = new Map<string, Scope>();
  let leftOut = 0;
  ops.forEach(({ op, path }, i) => {
    if (entries.has(op.name) && consumers.has(op.name)) return;
    const scope = tree.place(path);
    if (scope === undefined) {
      leftOut++;
      return;
    }
    scope.op ??= i;
    places.set(op, scope);
    if (entries.has(op.name)) placeOfConstant.set(op.name, scope);
  });
  if (leftOut > 0) {
    problems.add(
      `The names of the ops make more than ${MAX_SCOPES} scopes, so ${plural(leftOut, 'op')} of ${ops.length} cannot be shown.`,
    );
  }
  const shapes = signatureShapes(signature);
  const nodes = tree.rows().map((row, index): ModelNode => {
    const node = scopeNode(row, index);
    const op = row.op === undefined ? undefined : ops[row.op]?.op;
    return op === undefined ? { ...node, trainable: false } : opNode(node, op, shapes);
  });
  const weights = manifest.entries.map((entry): Weight => {
    const consumer = consumers.get(entry.name);
    const place = consumer ? places.get(consumer.op) : placeOfConstant.get(entry.name);
    const spec = consumer?.spec ?? specByName(entry.name);
    const taken = consumer && !consumer.spec ? `Taken by an op of type ${consumer.op.op}. ` : '';
    return weightOf(entry, spec, place?.row ?? -1, false, taken + NOT_KNOWN);
  });
  return { name: undefined, className: 'GraphModel', nodes, weights };

  function addGraph(graph: readonly GraphOp[], args: readonly string[], prefix: string): void {
    const byName = new Map<string, GraphOp>();
    for (const op of graph) {
      ops.push({ op, path: prefix + (op.name === '' ? op.op : op.name) });
      if (byName.has(op.name)) problems.add(`Two ops of the graph are named ${quote(op.name)}.`);
      else byName.set(op.name, op);
    }
    const known = new Set(args);
    for (const op of graph) {
      for (const input of [...op.inputs, ...op.controls]) {
        if (byName.has(input) || known.has(input)) continue;
        problems.add(
          `Op ${quote(op.name)} takes ${quote(input)} as input, but the graph has no op of that name.`,
        );
      }
    }
    findConsumers(graph, byName, entries, consumers);
  }
}

function opNode(scope: ModelNode, op: GraphOp, shapes: ReadonlyMap<string, Shape>): ModelNode {
  const fromSignature = shapes.get(op.name);
  const outputs = statedShapes(op) ?? (fromSignature && [fromSignature]);
  return {
    ...scope,
    kind: 'op',
    className: op.op,
    outputShape: outputs?.length === 1 ? outputs[0] : outputs,
    trainable: false,
    config: op.attr,
    inputs: op.inputs,
  };
}
