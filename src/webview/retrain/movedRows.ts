import type { EngineWeight } from '../../protocol/engine';
import type { Movement } from '../../protocol/training';

export type MovementOrder = 'model' | 'moved' | 'turned';

export interface MovedRow {
  readonly weight: number;
  readonly name: string;
  readonly text: string;
}

/** A line for each tensor; what has no such number comes last. */
export function movedRows(
  movement: readonly Movement[],
  weights: readonly EngineWeight[],
  order: MovementOrder,
): readonly MovedRow[] {
  const names = new Map(weights.map(({ weight, name }) => [weight, name]));
  const key = ({ moved, degrees }: Movement): number => (order === 'moved' ? moved : degrees) ?? -1;
  const sorted = order === 'model' ? movement : [...movement].sort((a, b) => key(b) - key(a));
  return sorted.map(({ weight, text }) => ({
    weight,
    name: names.get(weight) ?? String(weight),
    text,
  }));
}
