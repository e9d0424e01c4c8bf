import type { WeightValues } from '../core/format/weightSource';
import type { FlatRead } from './flatRead';
import type { Turn } from './turns';

/** Elements of a piece of a scan: 1 MiB of float32, a few milliseconds of work. */
export const PIECE = 262_144;

/**
 * Values [0, count) in order, a piece at a time; the next piece is read while `each` works on one.
 * Stops after the piece during which `turn` rejects.
 */
export async function scan(
  read: FlatRead,
  count: number,
  turn: Turn,
  each: (values: WeightValues, start: number) => void,
): Promise<void> {
  const ask = (start: number): Promise<WeightValues> => {
    const values = read(start, Math.min(start + PIECE, count));
    // If the scan ends before it is awaited, nobody else hears of its failure.
    values.catch(() => undefined);
    return values;
  };
  let next = count > 0 ? ask(0) : undefined;
  for (let start = 0; next !== undefined; start += PIECE) {
    const values = await next;
    next = start + PIECE < count ? ask(start + PIECE) : undefined;
    each(values, start);
    await turn();
  }
}
