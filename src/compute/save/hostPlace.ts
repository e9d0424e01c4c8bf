import type { Client } from '../../protocol/channel';
import type { FilesApi } from '../../protocol/compute';
import { hostFiles } from '../files/hostFiles';
import type { SavePlace } from './savePlace';
import type { Content, FileState, WritableFiles } from './writableFiles';

/** A folder that only the extension host reaches, such as one of a virtual workspace. */
export function hostPlace(host: Client<FilesApi>, modelName: string): SavePlace {
  return { writable: new HostWritableFiles(host), files: hostFiles(host), modelName };
}

/**
 * Its file systems can write a whole file and promise no more: not that a reader never finds half of
 * one, nor that it outlasts a power cut. A shard is held in memory while it is written.
 */
class HostWritableFiles implements WritableFiles {
  readonly replacesAtomically = false;

  constructor(private readonly host: Client<FilesApi>) {}

  async state(path: string): Promise<FileState | null> {
    const found = await this.host.state({ path });
    return found === null ? null : { ...found, file: path };
  }

  names(folder: string): Promise<readonly string[]> {
    return this.host.names({ folder });
  }

  async create(path: string, content: Content): Promise<void> {
    const bytes = await whole(content);
    try {
      await this.host.write({ path, bytes });
    } catch (error) {
      await this.host.remove({ path }).catch(() => undefined);
      throw error;
    }
  }

  async replace(path: string, content: Content, commit: () => Promise<void>): Promise<void> {
    const bytes = await whole(content);
    const before = (await this.host.state({ path })) === null ? null : await this.bytesOf(path);
    await commit();
    try {
      await this.host.write({ path, bytes });
    } catch (error) {
      // It may have got as far as half of the file.
      if (before !== null) await this.host.write({ path, bytes: before }).catch(() => undefined);
      throw error;
    }
  }

  async remove(path: string): Promise<void> {
    await this.host.remove({ path });
  }

  private async bytesOf(path: string): Promise<Uint8Array> {
    return this.host.read({ path, offset: 0, length: await this.host.size({ path }) });
  }
}

async function whole(content: Content): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of content) {
    parts.push(part);
    length += part.length;
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
