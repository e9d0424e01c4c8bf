import { count, percentText, shortOr } from '../../shownNumber';
import type { Comparison, PairDifference } from '../comparison';
import { pairNote } from '../handText';
import { rankPairs, wholeModel } from '../rankPairs';
import type { TensorDifference } from '../tensorDifference';
import { structureText } from './structureText';

/** A report for people: what differs most first, then what is no matter of values. */
export function comparisonMarkdown({ sides, lines, structure, results }: Comparison): string {
  const whole = wholeModel(results.values());
  const rows = rankPairs(lines, results).map(({ line, found }) => {
    const name = line.name === line.nameInB ? line.name : `${line.name} ↔ ${line.nameInB}`;
    const note = line.by === 'hand' ? ` (${pairNote(line)})` : '';
    return tableRow([name + note, line.shape, ...cells(found)]);
  });
  return [
    `# ${cell(sides.a.name)} ↔ ${cell(sides.b.name)}`,
    '',
    `- A, the reference: ${cell(sides.a.path)}`,
    `- B: ${cell(sides.b.path)}`,
    `- ${count(lines.length)} tensors compared; over all relative ${shortOr(whole.relative)}, cosine ${shortOr(whole.cosine)}`,
    '',
    'Relative is ‖A − B‖ / ‖A‖ over the finite values. NaN equals NaN.',
    '',
    tableRow(['Tensor', 'Shape', 'Relative', 'Cosine', 'Max abs. difference', 'Changed']),
    '| --- | --- | ---: | ---: | ---: | ---: |',
    ...rows,
    ...(structure.length === 0
      ? []
      : [
          '',
          '## Structure',
          '',
          ...structure.flatMap((change) => structureText(change, cell)).map((line) => `- ${line}`),
        ]),
    '',
  ].join('\n');
}

function cells(found: PairDifference | undefined): readonly string[] {
  if (found === undefined) return ['', '', '', ''];
  if ('problem' in found) return [found.problem, '', '', ''];
  return numbers(found.difference);
}

function numbers({ relative, cosine, maxDifference, changed, count: of }: TensorDifference) {
  if (changed === 0) return ['bit-identical', '', '', percentText(0, of)];
  return [shortOr(relative), shortOr(cosine), shortOr(maxDifference), percentText(changed, of)];
}

function tableRow(texts: readonly string[]): string {
  return `| ${texts.map(cell).join(' | ')} |`;
}

/** Names come from files: nothing in them is Markdown or HTML. */
function cell(text: string): string {
  return text.replace(/[\r\n]+/g, ' ').replace(/[\\`*_{}[\]<>#|~&]/g, (sign) => `\\${sign}`);
}
