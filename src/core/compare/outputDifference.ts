import { namedClass } from '../evaluate/classRows';
import { checkLength, type FiniteRows, finiteRows, type Floats } from '../evaluate/finiteRows';
import { type Figure, figure, noFigure } from '../evaluate/figure';

/** What two models say of the same rows. */
export interface OutputPair {
  /** Rows × columns, row after row. */
  readonly a: Floats;
  readonly b: Floats;
  readonly rows: number;
  readonly columns: number;
  /** From where on a single output names the second class; null where outputs name no class. */
  readonly border: number | null;
}

/** How far two models are apart in what they do, whatever their weights. */
export interface OutputDifference {
  /** Rows whose outputs are finite in both. */
  readonly kept: FiniteRows;
  /** Every output of every row is the same, bit for bit. */
  readonly identical: boolean;
  /** Largest |A − B| of the rows that are kept; null where there is none. */
  readonly largest: OutputCell | null;
  /** Mean |A − B| over all outputs of the rows that are kept. */
  readonly mean: Figure;
  /** Rows for which both name the same class; null where outputs name no class. */
  readonly agreeing: number | null;
  /** Where the models differ most, at most `MAX_LISTED`: rows of other classes, else the largest |A − B|. */
  readonly listed: readonly OutputRow[];
}

export interface OutputCell {
  /** Index of the row in the dataset. */
  readonly row: number;
  readonly column: number;
  readonly a: number;
  readonly b: number;
}

export interface OutputRow {
  readonly row: number;
  /** Largest |A − B| of its outputs. */
  readonly largest: number;
  /** Named classes, null where outputs name none. */
  readonly aClass: number | null;
  readonly bClass: number | null;
}

/** Rows that a person can look through. */
export const MAX_LISTED = 200;

/** O(rows × columns). @throws ModelMismatchError where the outputs are of other sizes. */
export function outputDifference({ a, b, rows, columns, border }: OutputPair): OutputDifference {
  checkLength('outputs of A', a.length, rows, columns);
  checkLength('outputs of B', b.length, rows, columns);
  const kept = finiteRows(rows, [
    { values: a, columns },
    { values: b, columns },
  ]);
  let largest: OutputCell | null = null;
  let sum = 0;
  const compared = Array.from(kept.rows, (row): OutputRow => {
    let most = 0;
    for (let column = 0; column < columns; column++) {
      const [left, right] = [a[row * columns + column] ?? 0, b[row * columns + column] ?? 0];
      const gap = Math.abs(left - right);
      sum += gap;
      most = Math.max(most, gap);
      if (gap > (largest === null ? -1 : Math.abs(largest.a - largest.b)))
        largest = { row, column, a: left, b: right };
    }
    const classOf = (outputs: Floats): number | null =>
      border === null ? null : namedClass(outputs, columns, row, border);
    return { row, largest: most, aClass: classOf(a), bClass: classOf(b) };
  });
  const others = compared.filter(({ aClass, bClass }) => aClass !== bClass);
  return {
    kept,
    identical: a.every((value, i) => Object.is(value, b[i])),
    largest,
    mean:
      kept.rows.length === 0
        ? noFigure('No row has finite outputs in both models.')
        : figure(sum / (kept.rows.length * columns)),
    agreeing: border === null ? null : compared.length - others.length,
    listed: (border === null ? compared.filter((row) => row.largest > 0) : others)
      .sort((left, right) => right.largest - left.largest || left.row - right.row)
      .slice(0, MAX_LISTED),
  };
}
