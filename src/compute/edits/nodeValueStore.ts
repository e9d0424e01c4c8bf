import { randomUUID } from 'node:crypto';
import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ModelFormatError } from '../../core/errors';
import { shownName } from '../../core/format/sentence';
import { bytesPerValue, valueKindOf, valuesFrom } from '../../core/format/valueKind';
import type { WeightEntry } from '../../core/format/weightEntry';
import type { WeightValues } from '../../core/format/weightSource';
import type { NewValues, ValueStore } from '../../core/model/edits/valueStore';
import { errorCode } from '../errorCode';
import { putInPlace } from '../files/putInPlace';

/** Only names that `write` gives are read, as edits may come from a backup that others can write. */
const NAME = /^[0-9a-f-]{36}\.values$/;

/**
 * Whole tensors that edits bring, a file each. None stays open between reads, so that whoever owns the
 * edits can remove it.
 */
export class NodeValueStore implements ValueStore {
  /** @param folder Absolute path, made when the first file is written. */
  constructor(private readonly folder: string) {}

  async write(values: NewValues): Promise<string> {
    const name = `${randomUUID()}.values`;
    const beside = join(this.folder, `${name}.part`);
    await mkdir(this.folder, { recursive: true });
    try {
      await putInPlace(beside, join(this.folder, name), () => writeAll(beside, values));
    } catch (error) {
      throw errorCode(error) === 'ENOSPC'
        ? new Error('There is no room on the disk for the edited values. Nothing was changed.', {
            cause: error,
          })
        : error;
    }
    return name;
  }

  /** @throws ModelFormatError naming the tensor where the file is gone or has another size. */
  async read(file: string, weight: WeightEntry, start: number, end: number): Promise<WeightValues> {
    const kind = valueKindOf(weight);
    if (kind === 'string' || !NAME.test(file)) throw lost(weight);
    const width = bytesPerValue(kind);
    const size = weight.size * (weight.dtype === 'complex64' ? 2 : 1) * width;
    const bytes = new Uint8Array((end - start) * width);
    try {
      await readPart(join(this.folder, file), size, bytes, start * width);
    } catch (cause) {
      throw lost(weight, cause);
    }
    return valuesFrom(kind, bytes);
  }

  async remove(file: string): Promise<void> {
    if (NAME.test(file)) await rm(join(this.folder, file), { force: true });
  }
}

async function writeAll(path: string, values: NewValues): Promise<void> {
  const handle = await open(path, 'wx');
  try {
    for await (const { buffer, byteOffset, byteLength } of values)
      await handle.writeFile(new Uint8Array(buffer, byteOffset, byteLength));
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** @throws Error where the file is not of this size. */
async function readPart(
  path: string,
  size: number,
  into: Uint8Array,
  offset: number,
): Promise<void> {
  const handle = await open(path, 'r');
  try {
    const found = await handle.stat();
    if (found.size !== size) throw new Error(`${path} has ${found.size} bytes, not ${size}.`);
    for (let done = 0; done < into.length;) {
      const { bytesRead } = await handle.read(into, done, into.length - done, offset + done);
      if (bytesRead === 0) throw new Error(`${path} became shorter.`);
      done += bytesRead;
    }
  } finally {
    await handle.close();
  }
}

function lost({ name }: WeightEntry, cause?: unknown): ModelFormatError {
  return new ModelFormatError(
    `The edited values of ${shownName(name)} can no longer be read: their file in the extension's storage is missing or damaged. Undo that change.`,
    { weight: name, cause },
  );
}
