import type { HandPair } from './handPairs';

/**
 * By name: layer name and role are the same. By position: the same class at the same place of the graph.
 * By hand: a person said so.
 */
export type MatchKind = 'name' | 'position' | 'hand';

/** Two weights, by index, that stand for the same thing. */
export interface WeightMatch {
  readonly left: number;
  readonly right: number;
  readonly by: MatchKind;
}

/** Two weights found at the same place that cannot be held against each other element by element. */
export interface WeightConflict extends WeightMatch {
  /** One sentence; "here" is the left model. */
  readonly reason: string;
}

export interface Unmatched {
  readonly weight: number;
  /** One sentence; "the other model" is the other one. */
  readonly reason: string;
}

/** A pair made by hand that the models do not hold as they are now. */
export interface LeftOutPair extends HandPair {
  /** One sentence; "here" is the left model. */
  readonly reason: string;
}

/** Every weight but the optimizer's is in exactly one place, left ones and right ones. */
export interface ModelMatch {
  readonly matches: readonly WeightMatch[];
  readonly conflicts: readonly WeightConflict[];
  readonly onlyLeft: readonly Unmatched[];
  readonly onlyRight: readonly Unmatched[];
  /** Pairs made by hand that are none in these models; their weights are matched as if by nobody. */
  readonly leftOut: readonly LeftOutPair[];
}
