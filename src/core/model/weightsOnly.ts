import type { Manifest } from '../format/weightEntry';
import type { Model, ModelNode, Weight } from './model';
import { specByName } from './roles';
import { ScopeTree, type Scope, type ScopeRow } from './scopes';
import { optimizerSlot, weightOf } from './weightOf';

/** A model of which only the manifest is left, as face-api.js ships them: its names are its structure. */
export function weightsOnly(manifest: Manifest): Pick<Model, 'nodes' | 'weights'> {
  const tree = new ScopeTree();
  const places: (Scope | undefined)[] = manifest.entries.map(({ name, variableGroup }) => {
    const slash = name.lastIndexOf('/');
    if (slash <= 0 || variableGroup === 'optimizer') return undefined;
    const scope = tree.place(name.slice(0, slash));
    if (scope !== undefined) scope.holdsWeights = true;
    return scope;
  });
  const nodes = tree.rows().map(scopeNode);
  const weights = manifest.entries.map((entry, i): Weight => {
    if (entry.variableGroup === 'optimizer') return optimizerSlot(entry);
    return weightOf(entry, specByName(entry.name), places[i]?.row ?? -1, true);
  });
  return { nodes, weights };
}

export function scopeNode(row: ScopeRow, index: number): ModelNode {
  return {
    index,
    kind: 'scope',
    name: row.path,
    className: '',
    parent: row.parent,
    outputShape: undefined,
    trainable: true,
    calls: 1,
    config: undefined,
    inputs: [],
  };
}
