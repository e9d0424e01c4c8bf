import { asArray, asObject, asString, isObject, property, type Json } from '../../json';
import type { JsonObject } from '../../json';
import { shapeFrom, type Shape } from '../shapes/shape';

/** A node of a TensorFlow graph as JSON. */
export interface GraphOp {
  readonly name: string;
  readonly op: string;
  /** Names of the nodes whose outputs it takes, without output numbers, in order. */
  readonly inputs: readonly string[];
  /** Names of nodes that only have to run before. */
  readonly controls: readonly string[];
  readonly attr: JsonObject | undefined;
}

export interface GraphFunction {
  readonly name: string;
  /** Names that stand for the arguments. */
  readonly args: readonly string[];
  readonly ops: readonly GraphOp[];
}

/** Nodes of the `node` or `nodeDef` list; items that are no objects are left out. */
export function readOps(list: Json | undefined): GraphOp[] {
  const ops: GraphOp[] = [];
  for (const json of asArray(list) ?? []) {
    if (!isObject(json)) continue;
    const inputs: string[] = [];
    const controls: string[] = [];
    for (const item of asArray(property(json, 'input')) ?? []) {
      if (typeof item !== 'string') continue;
      if (item.startsWith('^')) controls.push(item.slice(1));
      else inputs.push(nodeOf(item));
    }
    ops.push({
      name: asString(property(json, 'name')) ?? '',
      op: asString(property(json, 'op')) ?? '',
      inputs,
      controls,
      attr: asObject(property(json, 'attr')),
    });
  }
  return ops;
}

/** The graph's functions, used by control flow and by TensorFlow 2's calls. */
export function readFunctions(topology: Json): GraphFunction[] {
  const functions: GraphFunction[] = [];
  for (const json of asArray(property(property(topology, 'library'), 'function')) ?? []) {
    const signature = property(json, 'signature');
    const args: string[] = [];
    for (const arg of asArray(property(signature, 'inputArg')) ?? []) {
      const name = asString(property(arg, 'name'));
      if (name !== undefined) args.push(name);
    }
    functions.push({
      name: asString(property(signature, 'name')) ?? '',
      args,
      ops: readOps(property(json, 'nodeDef')),
    });
  }
  return functions;
}

/** `dense/MatMul:0` and, in functions, `dense/MatMul:product:0` name an output of a node. */
function nodeOf(tensor: string): string {
  const colon = tensor.indexOf(':');
  return colon < 0 ? tensor : tensor.slice(0, colon);
}

/** `{dim: [{size: "-1"}, {size: "3"}]}`; proto3 writes 64-bit numbers as strings and leaves zeros out. */
function tensorShape(json: Json | undefined): Shape | undefined {
  if (!isObject(json) || property(json, 'unknownRank') === true) return undefined;
  const dims = asArray(property(json, 'dim')) ?? [];
  return shapeFrom(dims.map((dim) => sizeOf(property(dim, 'size'))));
}

/** Only what is text or a number becomes one: of anything else `Number` may throw. */
function sizeOf(json: Json = 0): number {
  return typeof json === 'string' || typeof json === 'number' ? Number(json) : NaN;
}

/** Shapes of an op's outputs, where the converter kept them. */
export function statedShapes(op: GraphOp): readonly Shape[] | undefined {
  const list = asArray(property(property(property(op.attr, '_output_shapes'), 'list'), 'shape'));
  if (list !== undefined) {
    const shapes = list.map(tensorShape);
    return shapes.every((shape) => shape !== undefined) ? shapes : undefined;
  }
  const shape = tensorShape(property(property(op.attr, 'shape'), 'shape'));
  return shape && [shape];
}

/** Shapes that a signature gives to the graph's inputs and outputs, by node name. */
export function signatureShapes(signature: Json | undefined): ReadonlyMap<string, Shape> {
  const shapes = new Map<string, Shape>();
  for (const side of ['inputs', 'outputs']) {
    for (const info of Object.values(asObject(property(signature, side)) ?? {})) {
      const name = asString(property(info, 'name'));
      const shape = tensorShape(property(info, 'tensorShape'));
      if (name !== undefined && shape !== undefined) shapes.set(nodeOf(name), shape);
    }
  }
  return shapes;
}
