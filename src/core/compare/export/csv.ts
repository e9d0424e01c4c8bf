import { alignedTensors, type AlignedTensor } from '../../align/alignment';
import { nameCell } from '../../exchange/csvCell';
import type { Comparison } from '../comparison';
import { pairNote } from '../pairText';
import { rankPairs } from '../rankPairs';

const HEAD =
  'tensor,tensor_in_b,layer,class,role,shape,values,relative,cosine,max_difference,max_difference_at,changed,both_nan,bit_identical,note';

/** Where units were aligned: B in the order of A, then the null before and after. */
const ALIGNED = { aligned: 'after', null: 'nullBefore', null_aligned: 'nullAfter' } as const;
const ALIGNED_HEAD = Object.keys(ALIGNED).flatMap((of) =>
  ['relative', 'cosine', 'max_difference'].map((figure) => `${of}_${figure}`),
);

/** A table for programs: every digit, an empty field where there is no number. */
export function comparisonCsv({
  lines,
  results,
  aligned,
}: Pick<Comparison, 'lines' | 'results' | 'aligned'>): string {
  const inOrder = new Map(
    aligned === null ? [] : alignedTensors(aligned.alignment).map((one) => [one.a, one]),
  );
  const rows = rankPairs(lines, results).map(({ line, found }) => {
    const own = [line.name, line.nameInB, line.layerName, line.layerClass, line.role, line.shape];
    const after = aligned === null ? [] : alignedFields(inOrder.get(line.a));
    if (found === undefined || 'problem' in found) {
      return [...own, ...Array<string>(8).fill(''), found?.problem ?? '', ...after];
    }
    const d = found.difference;
    return [
      ...own,
      ...[d.count, d.relative, d.cosine, d.maxDifference, d.maxDifferenceAt, d.changed, d.bothNaN],
      ...[d.changed === 0, pairNote(line) ?? '', ...after],
    ];
  });
  const head = aligned === null ? HEAD : [HEAD, ...ALIGNED_HEAD].join(',');
  return `${[head, ...rows.map((fields) => fields.map(field).join(','))].join('\r\n')}\r\n`;
}

function alignedFields(tensor: AlignedTensor | undefined): readonly (number | null)[] {
  return Object.values(ALIGNED).flatMap((of) => {
    const { relative = null, cosine = null, maxDifference = null } = tensor?.[of] ?? {};
    return [relative, cosine, maxDifference];
  });
}

function field(value: string | number | boolean | null): string {
  if (value === null) return '';
  return typeof value === 'string' ? nameCell(value) : String(value);
}
