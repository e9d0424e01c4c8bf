import type { LineStart } from '../../core/evaluate/predictionsCsv';

/** Which row of the table an answer of the model is about. */
export interface Origin {
  /** Counted from 0. */
  readonly row: (answer: number) => number;
  /** Counted from 1, null where each row has one answer. */
  readonly place: (answer: number) => number | null;
  /** As a line of CSV begins. */
  readonly line: LineStart;
}

/** @param rows of the table, in the order in which the model was given them. */
export function originOf(rows: Uint32Array, places: number): Origin {
  const row = (answer: number): number => rows[Math.floor(answer / places)] ?? 0;
  const place = (answer: number): number | null => (places === 1 ? null : (answer % places) + 1);
  return {
    row,
    place,
    line:
      places === 1
        ? { head: 'row', of: (answer) => String(row(answer) + 1) }
        : { head: 'row,place', of: (answer) => `${row(answer) + 1},${(answer % places) + 1}` },
  };
}
