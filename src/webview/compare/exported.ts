import type { StructureChange } from '../../core/compare/structure';
import type { TensorDifference } from '../../core/compare/tensorDifference';
import type { ComparisonOverview, PairDifference, PairLine } from '../../protocol/compare';
import type { CompareStart } from '../../protocol/comparePage';
import { count, percentText, shortNumber } from '../ui/numberFormat';
import { compareItems, type PairItem, wholeModel } from './items';

export interface Exported {
  readonly sides: Pick<CompareStart, 'a' | 'b'>;
  readonly overview: Pick<ComparisonOverview, 'pairs'>;
  readonly lines: readonly PairLine[];
  readonly structure: readonly StructureChange[];
  readonly results: ReadonlyMap<number, PairDifference>;
}

/** A report for people: what differs most first, then what is no matter of values. */
export function comparisonMarkdown({ sides, lines, structure, results }: Exported): string {
  const whole = wholeModel(results.values());
  const rows = ranked(lines, results).map(({ line, found }) => {
    const name = line.name === line.nameInB ? line.name : `${line.name} ↔ ${line.nameInB}`;
    return tableRow([name, line.shape, ...cells(found)]);
  });
  return [
    `# ${cell(sides.a.name)} ↔ ${cell(sides.b.name)}`,
    '',
    `- A, the reference: ${cell(sides.a.path)}`,
    `- B: ${cell(sides.b.path)}`,
    `- ${count(lines.length)} tensors compared; over all relative ${short(whole.relative)}, cosine ${short(whole.cosine)}`,
    '',
    'Relative is ‖A − B‖ / ‖A‖ over the finite values. NaN equals NaN.',
    '',
    tableRow(['Tensor', 'Shape', 'Relative', 'Cosine', 'Max abs. difference', 'Changed']),
    '| --- | --- | ---: | ---: | ---: | ---: |',
    ...rows,
    ...(structure.length === 0
      ? []
      : ['', '## Structure', '', ...structure.flatMap(structureLines)]),
    '',
  ].join('\n');
}

/** A table for programs: every digit, an empty field where there is no number. */
export function comparisonCsv({ lines, results }: Exported): string {
  const head =
    'tensor,tensor_in_b,layer,class,role,shape,values,relative,cosine,max_difference,max_difference_at,changed,both_nan,bit_identical,note';
  const rows = ranked(lines, results).map(({ line, found }) => {
    const own = [line.name, line.nameInB, line.layerName, line.layerClass, line.role, line.shape];
    if (found === undefined || 'problem' in found) {
      return [...own, ...Array<string>(8).fill(''), found?.problem ?? ''];
    }
    const d = found.difference;
    return [
      ...own,
      ...[d.count, d.relative, d.cosine, d.maxDifference, d.maxDifferenceAt, d.changed, d.bothNaN],
      d.changed === 0,
      line.storage ?? '',
    ];
  });
  return `${[head, ...rows.map((fields) => fields.map(field).join(','))].join('\r\n')}\r\n`;
}

function ranked(
  lines: readonly PairLine[],
  results: ReadonlyMap<number, PairDifference>,
): PairItem[] {
  return compareItems(lines, results, 'difference', '').filter((item) => 'line' in item);
}

function cells(found: PairDifference | undefined): readonly string[] {
  if (found === undefined) return ['', '', '', ''];
  if ('problem' in found) return [found.problem, '', '', ''];
  return numbers(found.difference);
}

function numbers({ relative, cosine, maxDifference, changed, count: of }: TensorDifference) {
  if (changed === 0) return ['bit-identical', '', '', percentText(0, of)];
  return [short(relative), short(cosine), short(maxDifference), percentText(changed, of)];
}

function short(value: number | null): string {
  return value === null ? 'n/a' : shortNumber(value);
}

function structureLines(change: StructureChange): string[] {
  switch (change.kind) {
    case 'onlyA':
    case 'onlyB':
      return [
        `- Only in ${change.kind === 'onlyA' ? 'A' : 'B'}: ${cell(`${change.name} ${change.shape}`)}`,
      ];
    case 'unfit':
      return [`- Not compared: ${cell(`${change.a} and ${change.b}. ${change.reason}`)}`];
    case 'renamed':
      return [`- Renamed: ${cell(change.a)} is ${cell(change.b)} in B`];
    case 'moved':
      return [`- Moved: ${cell(change.a)} stands in another place in B`];
    case 'config':
      return change.changes.map(
        ({ field: name, a, b }) =>
          `- ${cell(change.a)}, ${cell(name)}: ${cell(a ?? 'not said')} in A, ${cell(b ?? 'not said')} in B`,
      );
  }
}

function tableRow(texts: readonly string[]): string {
  return `| ${texts.map(cell).join(' | ')} |`;
}

/** Names come from files: nothing in them is Markdown or HTML. */
function cell(text: string): string {
  return text.replace(/[\r\n]+/g, ' ').replace(/[\\`*_{}[\]<>#|~&]/g, (sign) => `\\${sign}`);
}

/** As RFC 4180 has it; a spreadsheet would take a name that begins with one of these signs for a formula. */
function field(value: string | number | boolean | null): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
