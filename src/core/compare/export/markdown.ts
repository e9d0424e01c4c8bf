import { percentText, shortOr } from '../../shownNumber';
import type { Comparison, PairDifference } from '../comparison';
import { pairName, pairNote } from '../pairText';
import { rankPairs, wholeModel } from '../rankPairs';
import type { TensorDifference } from '../tensorDifference';
import { alignmentMarkdown } from './alignmentMarkdown';
import { cell } from '../../markdownCell';
import { markdownTable } from './markdownTable';
import { comparedText, structureText } from './structureText';

/** A report for people: what differs most first, then what is no matter of values. */
export function comparisonMarkdown({
  sides,
  lines,
  structure,
  results,
  aligned,
}: Comparison): string {
  const whole = wholeModel(results.values());
  const rows = rankPairs(lines, results).map(({ line, found }) => {
    const note = pairNote(line);
    return [
      note === null ? pairName(line) : `${pairName(line)} (${note})`,
      line.shape,
      ...cells(found),
    ];
  });
  return [
    `# ${cell(sides.a.name)} ↔ ${cell(sides.b.name)}`,
    '',
    `- A, the reference: ${cell(sides.a.path)}`,
    `- B: ${cell(sides.b.path)}`,
    `- ${comparedText(lines, results.values())}; over all relative ${shortOr(whole.relative)}, cosine ${shortOr(whole.cosine)}`,
    '',
    'Relative is ‖A − B‖ / ‖A‖ over the finite values. NaN equals NaN.',
    '',
    ...markdownTable(COLUMNS, rows),
    ...(structure.length === 0
      ? []
      : [
          '',
          '## Structure',
          '',
          ...structure.flatMap((change) => structureText(change, cell)).map((line) => `- ${line}`),
        ]),
    ...(aligned === null ? [] : alignmentMarkdown(aligned)),
    '',
  ].join('\n');
}

const COLUMNS = [
  ...[{ title: 'Tensor' }, { title: 'Shape' }],
  ...['Relative', 'Cosine', 'Max abs. difference', 'Changed'].map((title) => ({
    title,
    number: true,
  })),
];

function cells(found: PairDifference | undefined): readonly string[] {
  if (found === undefined) return ['', '', '', ''];
  if ('problem' in found) return [found.problem, '', '', ''];
  return numbers(found.difference);
}

function numbers({ relative, cosine, maxDifference, changed, count: of }: TensorDifference) {
  if (changed === 0) return ['bit-identical', '', '', percentText(0, of)];
  return [shortOr(relative), shortOr(cosine), shortOr(maxDifference), percentText(changed, of)];
}
