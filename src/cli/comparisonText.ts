import type { Comparison } from '../core/compare/comparison';
import { printable } from '../core/format/sentence';
import { count, percentText, shortOr } from '../core/shownNumber';
import { comparedText, structureText } from '../core/compare/export/structureText';
import { pairNote } from '../core/compare/pairText';
import { rankPairs, type RankedPair, wholeModel } from '../core/compare/rankPairs';
import { alignmentText } from './alignmentText';
import { table } from './table';

/** For people: tensors that differ most first, then what is not a matter of values. */
export function comparisonText(
  { sides, overview, lines, structure, results, aligned }: Comparison,
  failed: readonly string[],
): string {
  const whole = wholeModel(results.values());
  const { a, b } = overview;
  return [
    `A ${printable(sides.a.path)}: ${count(a.parameters)} parameters`,
    `B ${printable(sides.b.path)}: ${count(b.parameters)} parameters`,
    `${comparedText(lines, results.values())}; ` +
      `‖A − B‖ / ‖A‖ ${shortOr(whole.relative)}, cosine ${shortOr(whole.cosine)} over all`,
    '',
    table(COLUMNS, rankPairs(lines, results).map(row)),
    ...(structure.length === 0
      ? []
      : ['', ...structure.flatMap((change) => structureText(change, printable))]),
    ...(aligned === null ? [] : ['', ...alignmentText(aligned)]),
    ...(failed.length === 0
      ? []
      : ['', `Fails on: ${failed.join(', ')}${aligned === null ? '' : ', of B as it is'}`]),
  ].join('\n');
}

const COLUMNS = [
  { title: 'tensor' },
  { title: 'shape' },
  { title: '‖A−B‖/‖A‖', number: true },
  { title: 'cosine', number: true },
  { title: 'max |A−B|', number: true },
  { title: 'changed', number: true },
  { title: 'note' },
];

function row({ line, found }: RankedPair): readonly string[] {
  const head = [printable(line.name), line.shape];
  if (found === undefined) return [...head, '', '', '', '', 'not compared'];
  if ('problem' in found) return [...head, '', '', '', '', printable(found.problem)];
  const { relative, cosine, maxDifference, changed, count: values, bothNaN } = found.difference;
  const notes = [
    changed === 0 ? 'bit-identical' : '',
    line.by === 'position' ? `${printable(line.nameInB)} in B, by position` : '',
    printable(pairNote(line) ?? ''),
    bothNaN > 0 ? `NaN in both at ${count(bothNaN)} places` : '',
  ];
  return [
    ...head,
    shortOr(relative),
    shortOr(cosine),
    shortOr(maxDifference),
    percentText(changed, values),
    notes.filter(Boolean).join('; '),
  ];
}
