import { plural, RESTORE, shownName } from './sentence';
import type { ShardRange } from './shardLayout';
import { MAX_STRING_TENSOR_BYTES, type StringOffsets } from './stringWalk';
import type { WeightEntry } from './weightEntry';

/** A tensor may lie in a hundred missing files; the first say enough. */
const MAX_REASONS = 3;

/** `layer_2/kernel lacks 96 of its 144 bytes: group1-shard1of1.bin ends after 120 of 216 bytes. …` */
export function lacksBytes(entry: WeightEntry, bytes: number, range: ShardRange): string {
  const verb = range.located ? 'lacks' : 'cannot locate';
  const lack = `${shownName(entry.name)} ${verb} ${range.missing} of its ${plural(bytes, 'byte')}`;
  return `${lack}: ${reasons(range)}`;
}

/** Undefined if all strings were found. */
export function lacksStrings(
  entry: WeightEntry,
  strings: StringOffsets,
  range: ShardRange,
): string | undefined {
  const { found, stop } = strings;
  if (stop === undefined) return undefined;
  const name = shownName(entry.name);
  if (stop === 'too long') {
    const limit = MAX_STRING_TENSOR_BYTES / (1024 * 1024);
    return `${name} is shown up to string ${found} of ${entry.size}: it takes more than the ${limit} MiB that are read of a string tensor.`;
  }
  return `${name} ends after ${found} of its ${plural(entry.size, 'string')}: ${reasons(range)}`;
}

export function lost(entry: WeightEntry, reason: string): string {
  return `${shownName(entry.name)} cannot be located: ${reason}.`;
}

function reasons({ reasons, restorable }: ShardRange): string {
  const shown = reasons.slice(0, MAX_REASONS);
  if (reasons.length > MAX_REASONS)
    shown.push(`${reasons.length - MAX_REASONS} more files lack theirs`);
  return `${shown.join('; ')}.${restorable ? ` ${RESTORE}` : ''}`;
}
