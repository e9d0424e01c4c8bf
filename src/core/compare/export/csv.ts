import { nameCell } from '../../exchange/csvCell';
import type { Comparison } from '../comparison';
import { pairNote } from '../handText';
import { rankPairs } from '../rankPairs';

const HEAD =
  'tensor,tensor_in_b,layer,class,role,shape,values,relative,cosine,max_difference,max_difference_at,changed,both_nan,bit_identical,note';

/** A table for programs: every digit, an empty field where there is no number. */
export function comparisonCsv({ lines, results }: Pick<Comparison, 'lines' | 'results'>): string {
  const rows = rankPairs(lines, results).map(({ line, found }) => {
    const own = [line.name, line.nameInB, line.layerName, line.layerClass, line.role, line.shape];
    if (found === undefined || 'problem' in found) {
      return [...own, ...Array<string>(8).fill(''), found?.problem ?? ''];
    }
    const d = found.difference;
    return [
      ...own,
      ...[d.count, d.relative, d.cosine, d.maxDifference, d.maxDifferenceAt, d.changed, d.bothNaN],
      d.changed === 0,
      pairNote(line) ?? '',
    ];
  });
  return `${[HEAD, ...rows.map((fields) => fields.map(field).join(','))].join('\r\n')}\r\n`;
}

function field(value: string | number | boolean | null): string {
  if (value === null) return '';
  return typeof value === 'string' ? nameCell(value) : String(value);
}
