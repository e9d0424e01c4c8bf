import { count, counted } from '../../shownNumber';
import type { PairDifference, PairLine } from '../comparison';
import { inSides } from '../pairText';
import { differenceOf } from '../rankPairs';
import type { StructureChange } from '../structure';

/** What is no matter of values, a sentence each; what names of the files are wrapped in is the caller's. */
export function structureText(change: StructureChange, name: (text: string) => string): string[] {
  switch (change.kind) {
    case 'onlyA':
    case 'onlyB':
      return [
        `Only in ${change.kind === 'onlyA' ? 'A' : 'B'}: ${name(`${change.name} ${change.shape}`)}`,
      ];
    case 'unfit':
      return [`Not compared: ${name(`${change.a} and ${change.b}. ${inSides(change.reason)}`)}`];
    case 'renamed':
      return [`Renamed: ${name(change.a)} is ${name(change.b)} in B`];
    case 'moved':
      return [`Moved: ${name(change.a)} stands in another place in B`];
    case 'config':
      return change.changes.map(
        ({ field, a, b }) =>
          `${name(change.a)}, ${name(field)}: ${name(a ?? 'not said')} in A, ${name(b ?? 'not said')} in B`,
      );
  }
}

/** "6 tensors compared, 2 bit-identical, 1 cannot be read, 1 paired by hand". */
export function comparedText(
  lines: readonly Pick<PairLine, 'by'>[],
  results: Iterable<PairDifference>,
): string {
  const pairs = lines.length;
  const found = [...results];
  const same = found.flatMap(differenceOf).filter(({ changed }) => changed === 0).length;
  const unread = found.filter((one) => 'problem' in one).length;
  const byHand = lines.filter(({ by }) => by === 'hand').length;
  return [
    `${counted(pairs, 'tensor')} compared`,
    same === pairs && pairs > 0 ? 'all bit-identical' : `${count(same)} bit-identical`,
    ...(unread === 0 ? [] : [`${count(unread)} cannot be read`]),
    ...(byHand === 0 ? [] : [`${count(byHand)} paired by hand`]),
  ].join(', ');
}
