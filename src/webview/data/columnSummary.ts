import { count } from '../ui/numberFormat';

/** Names that are told one by one. */
const MOST_NAMED = 4;

/** "a, b, c", or "pixel_0 … pixel_195 (196 columns)". */
export function columnSummary(names: readonly string[]): string {
  const [first, last] = [names[0], names.at(-1)];
  if (first === undefined || last === undefined) return 'none chosen';
  if (names.length <= MOST_NAMED) return names.join(', ');
  return `${first} … ${last} (${count(names.length)} columns)`;
}

/**
 * Chosen names with some taken in or out. Those that were there keep their order, as a model's metadata
 * may have another than the file; new ones come in the order of the file.
 */
export function withColumns(
  chosen: readonly string[],
  all: readonly string[],
  changed: readonly string[],
  taken: boolean,
): readonly string[] {
  const some = new Set(changed);
  if (!taken) return chosen.filter((name) => !some.has(name));
  const known = new Set(chosen);
  const joined = [...chosen, ...changed.filter((name) => !known.has(name))];
  const places = new Map(all.map((name, i) => [name, i]));
  const place = (name: string): number => places.get(name) ?? 0;
  const inOrder = chosen.every((name, i) => i === 0 || place(chosen[i - 1] ?? '') < place(name));
  return inOrder ? joined.sort((a, b) => place(a) - place(b)) : joined;
}
