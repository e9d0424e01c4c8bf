import { randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { errorCode } from '../errorCode';
import { putInPlace } from '../files/putInPlace';
import { writeSentence } from './writeSentence';

/** Pieces that are smaller are gathered, as each write costs as much as some KiB of bytes. */
const SMALL = 64 * 1024;

/** Where the bytes of one file go. */
export interface Sink {
  write(bytes: Uint8Array): Promise<void>;
}

/**
 * Writes a file under another name in the same folder and lets it take the place of `target` when
 * `fill` is done. If that fails, or is cancelled, nothing is left and what was there stays.
 * @throws Error with one sentence where the disk does not allow it; what `fill` throws.
 */
export async function writeBeside(
  target: string,
  fill: (sink: Sink) => Promise<void>,
): Promise<void> {
  const partial = besideOf(target);
  try {
    await putInPlace(partial, target, () => writeFile(partial, fill));
  } catch (error) {
    throw writeSentence(target, error);
  }
}

/** The same for a folder; `fill` is given what makes its files, one after the other. */
export async function writeFolderBeside(
  target: string,
  fill: (
    file: (name: string, fill: (sink: Sink) => Promise<void>) => Promise<void>,
  ) => Promise<void>,
): Promise<void> {
  const partial = besideOf(target);
  const make = async (): Promise<void> => {
    await mkdir(partial);
    await fill((name, write) => writeFile(join(partial, basename(name)), write));
  };
  try {
    await putInPlace(partial, target, make, replaceFolder);
  } catch (error) {
    throw writeSentence(target, error);
  }
}

/** A folder that is not empty cannot be renamed over: the old one steps aside, and comes back if need be. */
async function replaceFolder(partial: string, target: string): Promise<void> {
  const old = besideOf(target);
  const moved = await rename(target, old).then(
    () => true,
    (error: unknown) => {
      if (errorCode(error) === 'ENOENT') return false;
      throw error;
    },
  );
  try {
    await rename(partial, target);
  } catch (error) {
    if (moved) await rename(old, target);
    throw error;
  }
  if (moved) await rm(old, { recursive: true, force: true });
}

function besideOf(target: string): string {
  const random = randomBytes(6).toString('hex');
  return join(dirname(target), `.weightscope-${random}.partial`);
}

async function writeFile(path: string, fill: (sink: Sink) => Promise<void>): Promise<void> {
  const handle = await open(path, 'wx');
  try {
    const gathered = new Uint8Array(SMALL);
    let length = 0;
    const put = async (bytes: Uint8Array): Promise<void> => {
      for (let at = 0; at < bytes.length;)
        at += (await handle.write(bytes, at, bytes.length - at)).bytesWritten;
    };
    const flush = async (): Promise<void> => {
      await put(gathered.subarray(0, length));
      length = 0;
    };
    await fill({
      write: async (bytes) => {
        if (length + bytes.length > SMALL) await flush();
        if (bytes.length > SMALL) {
          await put(bytes);
          return;
        }
        gathered.set(bytes, length);
        length += bytes.length;
      },
    });
    await flush();
  } finally {
    await handle.close();
  }
}
