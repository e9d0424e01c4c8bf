/** No real name has so many parts; what is deeper stays one part. */
const MAX_DEPTH = 64;
/** A row each; more could not be looked through, and would take gigabytes. */
export const MAX_SCOPES = 1_000_000;

/** A place in the tree of name scopes. */
export interface Scope {
  readonly path: string;
  /** By the next part of the name; none is made for the many places that end a name. */
  children: Map<string, Scope> | undefined;
  /** What stands at the place itself; undefined for a mere scope. */
  op: number | undefined;
  /** True if weights hang directly here, so that it needs a row of its own. */
  holdsWeights: boolean;
  /** Index among the rows after `rows()`; -1 before. */
  row: number;
}

export interface ScopeRow {
  readonly path: string;
  readonly op: number | undefined;
  /** Row of the parent, -1 at the top. */
  readonly parent: number;
}

/** Names such as `model/dense/MatMul` as a tree, in the order in which they are met. */
export class ScopeTree {
  private readonly top: Scope = newScope('');
  private count = 0;

  /** The place of a name; made if new. Undefined when there are too many. */
  place(path: string): Scope | undefined {
    let scope = this.top;
    let start = 0;
    for (let depth = 1; start <= path.length; depth++) {
      const slash = depth < MAX_DEPTH ? path.indexOf('/', start) : -1;
      const end = slash < 0 ? path.length : slash;
      const token = path.slice(start, end);
      let next = scope.children?.get(token);
      if (next === undefined) {
        if (this.count >= MAX_SCOPES) return undefined;
        this.count++;
        next = newScope(path.slice(0, end));
        scope.children ??= new Map();
        scope.children.set(token, next);
      }
      scope = next;
      start = end + 1;
    }
    return scope;
  }

  /** Pre-order. A mere scope with one child makes no row: the child's row then bears both names. */
  rows(): ScopeRow[] {
    const rows: ScopeRow[] = [];
    const stack = childrenOf(this.top).map((scope) => ({ scope, parent: -1 }));
    for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
      const { scope } = next;
      let { parent } = next;
      const mere = scope.op === undefined && !scope.holdsWeights;
      if (!mere || scope.children?.size !== 1) {
        scope.row = rows.length;
        rows.push({ path: scope.path, op: scope.op, parent });
        parent = scope.row;
      }
      for (const child of childrenOf(scope)) stack.push({ scope: child, parent });
    }
    return rows;
  }
}

function newScope(path: string): Scope {
  return { path, children: undefined, op: undefined, holdsWeights: false, row: -1 };
}

/** Last first, to be taken from the end of a stack. */
function childrenOf(scope: Scope): Scope[] {
  return scope.children === undefined ? [] : [...scope.children.values()].reverse();
}
