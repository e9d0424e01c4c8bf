import { randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Column } from '../../protocol/training';
import { errorCode } from '../errorCode';

/** Larger columns go from process to process as files: messages would hold them several times over. */
const MOST_IN_MESSAGE = 4 * 1024 * 1024;

/** Takes the values of one column, from the first row to the last. */
export interface ColumnWriter {
  add(values: Float32Array | Int32Array): Promise<void>;
  end(): Promise<Column>;
}

/** Columns as the training process takes them. What is large lies in files of one folder. */
export class ColumnStore {
  private readonly open = new Set<FileHandle>();
  private readonly made: string[] = [];

  /** @param folder Absolute path, made when first needed. */
  constructor(private readonly folder: string) {}

  /** Of the columns so far. */
  get files(): readonly string[] {
    return this.made;
  }

  /** @param count of all values of all rows. */
  async begin(
    shape: readonly number[],
    dtype: 'float32' | 'int32',
    count: number,
  ): Promise<ColumnWriter> {
    if (4 * count <= MOST_IN_MESSAGE) return inMemory(shape, dtype, count);
    const file = join(this.folder, `${randomUUID()}.column`);
    await mkdir(this.folder, { recursive: true });
    this.made.push(file);
    const handle = await open(file, 'wx');
    this.open.add(handle);
    return {
      // Typed arrays of every machine that VS Code runs on are little-endian.
      add: ({ buffer, byteOffset, byteLength }) =>
        handle.writeFile(new Uint8Array(buffer, byteOffset, byteLength)),
      end: async () => {
        this.open.delete(handle);
        await handle.close();
        return { shape, values: { file, dtype } };
      },
    };
  }

  /** Leaves nothing behind, and says what went wrong in a sentence. */
  async failed(error: unknown): Promise<unknown> {
    for (const handle of this.open) await handle.close().catch(() => undefined);
    for (const file of this.made) await rm(file, { force: true });
    const code = errorCode(error);
    if (code !== 'ENOSPC' && code !== 'EFBIG' && code !== 'EDQUOT') return error;
    return new Error(
      'There is no room on the disk for the prepared data. Free some, or take a part of the rows.',
      { cause: error },
    );
  }
}

function inMemory(
  shape: readonly number[],
  dtype: 'float32' | 'int32',
  count: number,
): ColumnWriter {
  const values = dtype === 'int32' ? new Int32Array(count) : new Float32Array(count);
  let at = 0;
  return {
    add: (piece) => {
      values.set(piece, at);
      at += piece.length;
      return Promise.resolve();
    },
    end: () => Promise.resolve({ shape, values }),
  };
}
