/** Two weights that a person takes for the same thing, by name: indices are others once a file is written anew. */
export interface HandPair {
  readonly left: string;
  readonly right: string;
}

/** Adds a pair. Whatever either of its weights was paired with by hand before, it is no longer. */
export function withPair(pairs: readonly HandPair[], pair: HandPair): readonly HandPair[] {
  return [...withoutPair(withoutPair(pairs, 'left', pair.left), 'right', pair.right), pair];
}

export function withoutPair(
  pairs: readonly HandPair[],
  side: keyof HandPair,
  name: string,
): readonly HandPair[] {
  return pairs.filter((pair) => pair[side] !== name);
}

/** The same pairs where the left model becomes the right one. */
export function swappedPairs(pairs: readonly HandPair[]): readonly HandPair[] {
  return pairs.map(({ left, right }) => ({ left: right, right: left }));
}
