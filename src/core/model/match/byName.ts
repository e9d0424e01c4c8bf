import type { Weight } from '../model';
import { suffixesOf, type Place } from './places';

/** Who has been paired already, by index. */
export interface Paired {
  readonly rightOf: ReadonlyMap<number, number>;
  readonly leftOf: ReadonlyMap<number, number>;
}

/**
 * Pairs weights of one name: by path of the layer and role, then by the whole name, then where one
 * model's name goes on in front (`sequential/dense/kernel`, `dense/kernel`). Each only where the name
 * leads to one weight on either side.
 */
export function matchByName(
  lefts: readonly Place[],
  rights: readonly Place[],
  pair: (left: Weight, right: Weight) => void,
  paired: Paired,
): void {
  const trusted = trustedKinds(lefts, rights);
  const named = (places: readonly Place[], taken: ReadonlyMap<number, number>): Place[] =>
    places.filter(
      ({ weight, auto }) =>
        !taken.has(weight.index) && (auto === undefined || trusted.has(auto.kind)),
    );
  const join = (keysOfLeft: Keys, keysOfRight: Keys): void => {
    const left = unique(named(lefts, paired.rightOf), keysOfLeft);
    const right = unique(named(rights, paired.leftOf), keysOfRight);
    for (const [key, a] of left) {
      const b = right.get(key);
      // One pairing may have taken either of them a moment ago by another end of its name.
      if (a === null || b === null || b === undefined) continue;
      if (paired.rightOf.has(a.index) || paired.leftOf.has(b.index)) continue;
      pair(a, b);
    }
  };
  join(structural, structural);
  join(wholeName, wholeName);
  join(endsOfName, wholeName);
  join(wholeName, endsOfName);
}

type Keys = (place: Place) => readonly string[];

const structural: Keys = ({ structural: key }) => (key === null ? [] : [key]);
const wholeName: Keys = ({ name }) => [name];
const endsOfName: Keys = ({ name }) => suffixesOf(name);

/** Null where a key leads to several weights. */
function unique(places: readonly Place[], keysOf: Keys): Map<string, Weight | null> {
  const byKey = new Map<string, Weight | null>();
  for (const place of places)
    for (const key of keysOf(place)) byKey.set(key, byKey.has(key) ? null : place.weight);
  return byKey;
}

/** Kinds of layers that both models number from the same start. */
function trustedKinds(lefts: readonly Place[], rights: readonly Place[]): ReadonlySet<string> {
  const [left, right] = [firstNumbers(lefts), firstNumbers(rights)];
  return new Set([...left].filter(([kind, n]) => right.get(kind) === n).map(([kind]) => kind));
}

function firstNumbers(places: readonly Place[]): Map<string, number> {
  const first = new Map<string, number>();
  for (const { auto } of places) {
    if (auto === undefined) continue;
    first.set(auto.kind, Math.min(first.get(auto.kind) ?? Infinity, auto.number));
  }
  return first;
}
