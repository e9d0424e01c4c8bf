import { DEFAULT_SHARD_BYTES } from '../../core/exchange/tfjsCopy';
import { askText } from '../window/askText';

const MIB = 1024 * 1024;
/** A shard is read whole by most loaders. */
const MAX_SHARD_MIB = 2047;

/** Bytes of a shard of a TensorFlow.js copy; undefined if the person changes their mind. */
export async function askShardBytes(): Promise<number | undefined> {
  const text = await askText({
    title: 'Export as TensorFlow.js',
    prompt: 'Size of a weight file in MiB: 4 is what the TensorFlow.js converter makes.',
    value: String(DEFAULT_SHARD_BYTES / MIB),
    problemOf: (value) =>
      shardBytes(value) === undefined
        ? `A whole number of bytes from 1 KiB (0.001) to ${MAX_SHARD_MIB} MiB is needed.`
        : undefined,
  });
  return text === undefined ? undefined : shardBytes(text);
}

function shardBytes(text: string): number | undefined {
  const mib = Number(text.trim().replace(',', '.'));
  const fits = text.trim() !== '' && mib >= 0.001 && mib <= MAX_SHARD_MIB;
  return fits ? Math.round(mib * MIB) : undefined;
}
