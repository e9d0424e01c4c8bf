import { shortOr } from '../shownNumber';
import type { AlignedDifferences, Alignment } from './alignment';

const MEASURES = [
  { of: 'relative', title: 'Relative', tells: '‖A − B‖ / ‖A‖' },
  { of: 'cosine', title: 'Cosine', tells: 'Cosine of A and B as vectors' },
  { of: 'maxDifference', title: 'Max |Δ|', tells: 'Largest |A − B|' },
] as const;

export const NULL_TELLS =
  'the same for two nets of this shape that were just initialised, which is what reordering does by itself';

interface AlignedColumn {
  readonly title: string;
  /** What stands in it. */
  readonly tells: string;
  readonly isNull: boolean;
}

/** Of the numbers of a row: none stands without the null beside it. */
export const ALIGNED_COLUMNS: readonly AlignedColumn[] = MEASURES.flatMap(({ title, tells }) => {
  const said = `${tells}, where both values are finite, before → after units of B are reordered`;
  return [
    { title, tells: said, isNull: false },
    { title: `${title}, null`, tells: `${said}. Null: ${NULL_TELLS}`, isNull: true },
  ];
});

export interface AlignedRow {
  readonly isWhole: boolean;
  /** 1 beneath the row of its layer. */
  readonly depth: 0 | 1;
  /** In A. */
  readonly name: string;
  readonly nameInB: string;
  /** Empty where it is several tensors. */
  readonly shape: string;
  /** After reordering every value is that of A, bit for bit. */
  readonly identical: boolean;
  /** One for each of `ALIGNED_COLUMNS`. */
  readonly cells: readonly string[];
}

/** All tensors as one, then by layer; a layer of one tensor is that tensor. */
export function alignedRows({ whole, layers }: Alignment): readonly AlignedRow[] {
  if (layers.length === 0) return [];
  const rows = [{ ...rolled('All of these', whole), isWhole: true }];
  for (const layer of layers) {
    const isMany = layer.tensors.length > 1;
    if (isMany) rows.push(rolled(layer.name, layer));
    for (const tensor of layer.tensors) {
      const { name, nameInB, shape } = tensor;
      const depth = isMany ? 1 : 0;
      rows.push({ isWhole: false, depth, name, nameInB, shape, ...numbersOf(tensor) });
    }
  }
  return rows;
}

function rolled(name: string, differences: AlignedDifferences): AlignedRow {
  const numbers = numbersOf(differences);
  return { isWhole: false, depth: 0, name, nameInB: name, shape: '', ...numbers };
}

function numbersOf({ before, after, nullBefore, nullAfter }: AlignedDifferences) {
  const cells = MEASURES.flatMap(({ of }) =>
    [
      [before, after],
      [nullBefore, nullAfter],
    ].map((pair) => pair.map((one) => shortOr(one[of], 3)).join(' → ')),
  );
  return { identical: after.changed === 0, cells };
}
