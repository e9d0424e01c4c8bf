import type { WeightEntry } from '../../format/weightEntry';
import type { RoleSpec } from '../roles/roleSpec';
import type { GraphOp } from './graphDef';
import { roleInGraph } from './graphRoles';

/** The op that a constant is for, and what it is there. */
export interface Consumer {
  readonly op: GraphOp;
  readonly spec: RoleSpec | undefined;
}

/** Ops that hand on what they get. */
const PASSING = new Set([
  'Identity',
  'ReadVariableOp',
  'StopGradient',
  'Snapshot',
  'Enter',
  'Cast',
]);
/** Chains of them are two or three long; a circle of them must not hang. */
const MAX_HOPS = 16;

/**
 * For every weight the op that takes it, through identities and variable reads: the first whose
 * role is known, else the first. Linear in the number of ops.
 */
export function findConsumers(
  ops: readonly GraphOp[],
  byName: ReadonlyMap<string, GraphOp>,
  weights: ReadonlyMap<string, WeightEntry>,
  found: Map<string, Consumer>,
): void {
  for (const op of ops) {
    if (PASSING.has(op.op)) continue;
    op.inputs.forEach((input, position) => {
      const source = sourceOf(input, byName);
      const entry = weights.get(source);
      if (entry === undefined || source === op.name) return;
      const before = found.get(source);
      if (before?.spec !== undefined) return;
      const spec = roleInGraph(op, position, entry.shape.length);
      if (before === undefined || spec !== undefined) found.set(source, { op, spec });
    });
  }
}

function sourceOf(input: string, byName: ReadonlyMap<string, GraphOp>): string {
  let name = input;
  for (let hops = 0; hops < MAX_HOPS; hops++) {
    const op = byName.get(name);
    const next = op !== undefined && PASSING.has(op.op) ? op.inputs[0] : undefined;
    if (next === undefined) break;
    name = next;
  }
  return name;
}
