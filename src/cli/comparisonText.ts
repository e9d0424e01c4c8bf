import type { Comparison } from '../core/compare/comparison';
import { structureText } from '../core/compare/export/structureText';
import { differenceOf, rankPairs, type RankedPair, wholeModel } from '../core/compare/rankPairs';
import { figure, grouped, printable, table } from './table';

/** For people: tensors that differ most first, then what is not a matter of values. */
export function comparisonText(
  { sides, overview, lines, structure, results }: Comparison,
  failed: readonly string[],
): string {
  const differences = [...results.values()].flatMap(differenceOf);
  const same = differences.filter(({ changed }) => changed === 0).length;
  const whole = wholeModel(results.values());
  const { a, b } = overview;
  return [
    `A ${printable(sides.a.path)}: ${grouped(a.parameters)} parameters`,
    `B ${printable(sides.b.path)}: ${grouped(b.parameters)} parameters`,
    `${grouped(lines.length)} tensors matched, ${grouped(same)} bit-identical; ` +
      `‖A − B‖ / ‖A‖ ${figure(whole.relative)}, cosine ${figure(whole.cosine)} over all`,
    '',
    table(COLUMNS, rankPairs(lines, results).map(row)),
    ...(structure.length === 0
      ? []
      : ['', ...structure.flatMap((change) => structureText(change, printable))]),
    ...(failed.length === 0 ? [] : ['', `Fails on: ${failed.join(', ')}`]),
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
  const { relative, cosine, maxDifference, changed, count, bothNaN } = found.difference;
  const notes = [
    changed === 0 ? 'bit-identical' : '',
    line.by === 'position' ? `${printable(line.nameInB)} in B, by position` : '',
    line.storage ?? '',
    bothNaN > 0 ? `NaN in both at ${grouped(bothNaN)} places` : '',
  ];
  return [
    ...head,
    figure(relative),
    figure(cosine),
    figure(maxDifference),
    `${figure((100 * changed) / Math.max(1, count))} %`,
    notes.filter(Boolean).join('; '),
  ];
}
