import { munkres } from 'munkres';

/**
 * For each row of a square matrix the column, each once, such that the sum of what they hold is largest.
 * @param profit Row by row.
 */
export function assign(profit: Float64Array, units: number): Uint32Array {
  const costs = Array.from({ length: units }, (_, row) =>
    profit.slice(row * units, (row + 1) * units).map((value) => -value),
  );
  const columns = new Uint32Array(units);
  for (const [row, column] of munkres(costs)) columns[row] = column;
  return columns;
}
