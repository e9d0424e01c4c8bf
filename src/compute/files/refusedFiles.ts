import { ModelFormatError } from '../../core/errors';
import type { Identities, OpenableFiles } from './openableFiles';
import type { RefusedFile } from '../../protocol/compare';

/** Files of which some are known not to be there, each with a sentence on why. */
export class RefusedFiles implements OpenableFiles {
  private readonly sentences: ReadonlyMap<string, string>;

  constructor(
    private readonly files: OpenableFiles,
    refused: readonly RefusedFile[],
  ) {
    this.sentences = new Map(refused.map(({ path, sentence }) => [path, sentence]));
  }

  get identities(): Identities | undefined {
    return this.files.identities;
  }

  async size(path: string): Promise<number> {
    this.check(path);
    return this.files.size(path);
  }

  async read(path: string, offset: number, length: number): Promise<Uint8Array> {
    this.check(path);
    return this.files.read(path, offset, length);
  }

  forget(): Promise<void> {
    return this.files.forget();
  }

  private check(path: string): void {
    const sentence = this.sentences.get(path);
    if (sentence !== undefined) throw new ModelFormatError(sentence, { file: path });
  }
}
