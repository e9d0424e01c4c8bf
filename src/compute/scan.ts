import type { WeightValues } from '../core/format/weightSource';
import type { FlatRead } from './flatRead';
import { MOST_BETWEEN_TURNS, type Turn } from './turns';

/** Elements of a piece of a scan: 1 MiB of float32. */
export const PIECE = MOST_BETWEEN_TURNS;

/**
 * Values [0, count) in order, a piece at a time; the next piece is read while `each` works on one.
 * Stops after the piece during which `turn` rejects.
 */
export async function scan(
  read: FlatRead,
  count: number,
  turn: Turn,
  each: (values: WeightValues, start: number) => void,
  piece = PIECE,
): Promise<void> {
  const ask = (start: number): Promise<WeightValues> => {
    const values = read(start, Math.min(start + piece, count));
    // If the scan ends before it is awaited, nobody else hears of its failure.
    values.catch(() => undefined);
    return values;
  };
  let next = count > 0 ? ask(0) : undefined;
  for (let start = 0; next !== undefined; start += piece) {
    const values = await next;
    next = start + piece < count ? ask(start + piece) : undefined;
    each(values, start);
    await turn();
  }
}
