import { differenceSize } from '../core/compare/differenceSize';
import { rollUp } from '../core/compare/tensorDifference';
import type { StructureChange } from '../core/compare/structure';
import type { PairDifference, PairLine } from '../protocol/compare';
import type { Comparison } from './compare';
import { figure, grouped, printable, table } from './table';

/** For people: tensors that differ most first, then what is not a matter of values. */
export function comparisonText(
  { names, overview, lines, structure, found }: Comparison,
  failed: readonly string[],
): string {
  const differences = found.flatMap((one) => ('difference' in one ? [one.difference] : []));
  const same = differences.filter(({ changed }) => changed === 0).length;
  const whole = rollUp(differences);
  const { a, b } = overview;
  return [
    `A ${printable(names[0])}: ${grouped(a.parameters)} parameters`,
    `B ${printable(names[1])}: ${grouped(b.parameters)} parameters`,
    `${grouped(lines.length)} tensors matched, ${grouped(same)} bit-identical; ` +
      `‖A − B‖ / ‖A‖ ${figure(whole.relative)}, cosine ${figure(whole.cosine)} over all`,
    '',
    table(
      COLUMNS,
      [...found].sort(byDifference).map((one) => row(one, lines[one.pair])),
    ),
    ...(structure.length === 0 ? [] : ['', ...structure.map(structureText)]),
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

function row(found: PairDifference, line: PairLine | undefined): readonly string[] {
  const head = [printable(line?.name ?? ''), line?.shape ?? ''];
  if ('problem' in found) return [...head, '', '', '', '', printable(found.problem)];
  const { relative, cosine, maxDifference, changed, count, bothNaN } = found.difference;
  const notes = [
    changed === 0 ? 'bit-identical' : '',
    line?.by === 'position' ? `${printable(line.nameInB)} in B, by position` : '',
    line?.storage ?? '',
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

/** Unreadable ones first: they are what somebody has to do something about. */
function byDifference(a: PairDifference, b: PairDifference): number {
  const size = (one: PairDifference): number =>
    'problem' in one ? Infinity : differenceSize(one.difference);
  const [x, y] = [size(a), size(b)];
  return x === y ? a.pair - b.pair : y - x;
}

function structureText(change: StructureChange): string {
  switch (change.kind) {
    case 'onlyA':
    case 'onlyB':
      return printable(
        `Only in ${change.kind === 'onlyA' ? 'A' : 'B'}: ${change.name} ${change.shape}`,
      );
    case 'unfit':
      return printable(`Not compared: ${change.a} and ${change.b}. ${change.reason}`);
    case 'renamed':
      return printable(`Renamed: ${change.a} is ${change.b} in B`);
    case 'moved':
      return printable(`Moved: ${change.a} stands in another place in B`);
    case 'config':
      return [
        printable(`Set otherwise: ${change.a} (${change.className})`),
        ...change.changes.map(({ field, a, b }) =>
          printable(`  ${field}: ${a ?? 'not said'} in A, ${b ?? 'not said'} in B`),
        ),
      ].join('\n');
  }
}
