import { ModelFormatError } from '../../src/core/errors';
import type { ModelFiles } from '../../src/core/format/modelFiles';

/** The files of a model in memory. What was asked for is counted; failures can be put in. */
export class MemoryFiles implements ModelFiles {
  bytesRead = 0;
  reads = 0;
  sizesAsked = 0;
  /** Most calls of `size` that were pending at once. */
  sizesAtOnce = 0;
  private sizesPending = 0;
  private readonly failures = new Map<string, Error>();

  constructor(readonly contents: Map<string, Uint8Array>) {}

  static of(contents: Record<string, Uint8Array>): MemoryFiles {
    return new MemoryFiles(new Map(Object.entries(contents)));
  }

  /** From now on everything asked of this path rejects. */
  fail(path: string, error: Error): void {
    this.failures.set(path, error);
  }

  heal(path: string): void {
    this.failures.delete(path);
  }

  async size(path: string): Promise<number> {
    this.sizesAsked += 1;
    this.sizesPending += 1;
    this.sizesAtOnce = Math.max(this.sizesAtOnce, this.sizesPending);
    await Promise.resolve();
    this.sizesPending -= 1;
    return this.bytes(path).length;
  }

  async read(path: string, offset: number, length: number): Promise<Uint8Array> {
    await Promise.resolve();
    const bytes = this.bytes(path).slice(offset, offset + length);
    this.reads += 1;
    this.bytesRead += bytes.length;
    return bytes;
  }

  private bytes(path: string): Uint8Array {
    const failure = this.failures.get(path);
    if (failure !== undefined) throw failure;
    const bytes = this.contents.get(path);
    if (bytes !== undefined) return bytes;
    throw new ModelFormatError(`${path} is missing. Restore the file and reload.`, { file: path });
  }
}
