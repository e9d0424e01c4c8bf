/** Size of every shard but the last that the converters write unless told otherwise (write_weights.py). */
const CONVERTER_SHARD_BYTES = 4 * 1024 * 1024;

/**
 * How many bytes each shard of a group should have, deduced from what is there; so that tensors in
 * intact shards are found though a shard before them is short or missing.
 *
 * Wrong guesses would show wrong numbers, so a guess needs evidence. Where several shards could be
 * the short one, the first of them gets `Infinity`: nothing after its own bytes can be located.
 *
 * @param actual bytes of each file, undefined where it is absent
 * @param expected bytes of all weights of the group, undefined if unknown (strings, refused entries)
 * @param isTensorEnd whether a tensor ends at this offset of the group: shards split by hand end there
 */
export function nominalSizes(
  actual: readonly (number | undefined)[],
  expected: number | undefined,
  isTensorEnd: (offset: number) => boolean,
): number[] {
  const present = sum(actual);
  const absent = actual.filter((bytes) => bytes === undefined).length;
  if (absent === 0 && (expected === undefined || present >= expected)) {
    return actual.map((bytes) => bytes ?? 0);
  }
  if (expected === undefined) return whenTotalIsUnknown(actual);
  return (
    equalShards(actual, expected) ??
    (absent === 1 ? onlyAbsent(actual, expected - present) : undefined) ??
    (absent === 0 ? onlyShort(actual, expected - present, isTensorEnd) : undefined) ??
    upToFirstDoubt(actual)
  );
}

/** Every shard but the last of one size S: how converters write, when S or the last shard bears it out. */
function equalShards(
  actual: readonly (number | undefined)[],
  expected: number,
): number[] | undefined {
  const last = actual.at(-1);
  const others = actual.slice(0, -1);
  const largest = Math.max(0, ...others.map((bytes) => bytes ?? 0));
  for (const size of new Set([largest, CONVERTER_SHARD_BYTES])) {
    const rest = expected - size * others.length;
    if (size < largest || rest <= 0 || rest > size || (last ?? 0) > rest) continue;
    const full = others.filter((bytes) => bytes === size).length;
    const known = others.filter((bytes) => bytes !== undefined).length;
    const evident =
      last === rest ||
      (size === CONVERTER_SHARD_BYTES && (full > 0 || known === 0)) ||
      (full >= 2 && (full === known || full * 2 > others.length));
    if (evident) return [...others.map(() => size), rest];
  }
  return undefined;
}

/** All others are taken as whole. */
function onlyAbsent(
  actual: readonly (number | undefined)[],
  missing: number,
): number[] | undefined {
  return missing < 0 ? undefined : actual.map((bytes) => bytes ?? missing);
}

/**
 * One shard short, `missing` bytes in all. A single file is the plain case. Otherwise all shards
 * before it must end, and all after it begin, where a tensor ends; and one shard alone may fit that.
 */
function onlyShort(
  actual: readonly (number | undefined)[],
  missing: number,
  isTensorEnd: (offset: number) => boolean,
): number[] | undefined {
  const sizes = actual.map((bytes) => bytes ?? 0);
  const candidates: number[] = [];
  const ends: number[] = [];
  let end = 0;
  for (const size of sizes) ends.push((end += size));
  // Shards up to this one may be whole: an empty shard ends at a tensor's end by accident.
  let whole = 0;
  while (whole < sizes.length && sizes[whole] !== 0 && isTensorEnd(ends[whole] ?? 0)) whole += 1;
  for (let short = sizes.length - 1; short >= 0; short--) {
    if (short <= whole) candidates.push(short);
    const startIfWhole = (ends[short] ?? 0) - (sizes[short] ?? 0) + missing;
    if (!isTensorEnd(startIfWhole)) break;
  }
  const [short] = candidates;
  if (short === undefined || candidates.length > 1) return undefined;
  return sizes.map((bytes, shard) => (shard === short ? bytes + missing : bytes));
}

/** Without a total only equal shards tell where those after an absent one begin. */
function whenTotalIsUnknown(actual: readonly (number | undefined)[]): number[] {
  const others = actual.slice(0, -1).filter((bytes) => bytes !== undefined);
  const [size = 0] = others;
  if (others.length < 2 || others.some((bytes) => bytes !== size)) return upToFirstDoubt(actual);
  return [...actual.slice(0, -1).map(() => size), actual.at(-1) ?? Infinity];
}

/** Shards before the first absent one are located if all are there; else only the first shard is. */
function upToFirstDoubt(actual: readonly (number | undefined)[]): number[] {
  const absent = actual.indexOf(undefined);
  return actual.map((bytes, shard) => (shard === Math.max(absent, 0) ? Infinity : (bytes ?? 0)));
}

function sum(sizes: readonly (number | undefined)[]): number {
  let total = 0;
  for (const bytes of sizes) total += bytes ?? 0;
  return total;
}
