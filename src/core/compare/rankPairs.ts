import type { PairDifference, PairLine } from './comparison';
import { differenceSize } from './differenceSize';
import { rollUp, type TensorDifference } from './tensorDifference';

export interface RankedPair {
  readonly line: PairLine;
  /** Undefined until it has come. */
  readonly found: PairDifference | undefined;
}

/** What cannot be read is what somebody has to do something about; what has not come yet waits at the end. */
export function rankPairs(
  lines: readonly PairLine[],
  results: ReadonlyMap<number, PairDifference>,
): RankedPair[] {
  const size = (found: PairDifference | undefined): number => {
    if (found === undefined) return -1;
    return 'problem' in found ? Infinity : differenceSize(found.difference);
  };
  const sized = lines.map((line) => {
    const found = results.get(line.pair);
    return { item: { line, found }, by: size(found) };
  });
  return sized
    .sort((x, y) => (x.by === y.by ? x.item.line.pair - y.item.line.pair : y.by - x.by))
    .map(({ item }) => item);
}

/** All tensors that could be compared, as one. */
export function wholeModel(results: Iterable<PairDifference>): TensorDifference {
  return rollUp([...results].flatMap(differenceOf));
}

export function differenceOf(found: PairDifference): TensorDifference[] {
  return 'difference' in found ? [found.difference] : [];
}
