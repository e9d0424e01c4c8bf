import { munkres } from 'munkres';

/**
 * For each row of a square matrix the column, each once, such that the sum of what they hold is largest.
 * @param profit Row by row.
 */
export function assign(profit: Float64Array, units: number): Uint32Array {
  const negated = new Float64Array(profit.length);
  for (let i = 0; i < profit.length; i++) negated[i] = -(profit[i] ?? 0);
  const costs = Array.from({ length: units }, (_, row) =>
    negated.subarray(row * units, (row + 1) * units),
  );
  const columns = new Uint32Array(units);
  for (const [row, column] of munkres(costs)) columns[row] = column;
  return columns;
}
