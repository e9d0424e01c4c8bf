import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client } from '../../protocol/channel';
import type { DataFilesApi, DataSource, FolderEntry } from '../../protocol/data';
import { fileError } from '../files/fileSentence';
import { hostFiles } from '../files/hostFiles';
import { NodeFiles } from '../files/nodeFiles';
import type { OpenableFiles } from '../files/openableFiles';
import type { ListFolder } from './images/imageFolders';

export interface SourceFiles extends OpenableFiles {
  /** What lies in a folder of a source of images, '' being its own. */
  readonly list: ListFolder;
}

/** The file of a source under its base name, or the files below a folder of images. */
export function sourceFiles(
  { kind, path, uri, fileName }: DataSource,
  host: Client<DataFilesApi>,
): SourceFiles {
  if (path === null)
    return {
      ...hostFiles(host, uri),
      list: (folder) => host.list({ path: folder, of: uri }),
    };
  const files = new NodeFiles(kind === 'images' ? join(path, fileName) : path);
  return {
    size: (of) => files.size(of),
    read: (of, offset, length) => files.read(of, offset, length),
    forget: () => files.forget(),
    list: (folder) => listFolder(join(path, folder), folder === '' ? fileName : folder),
  };
}

/** Links are left out: they may lead anywhere, and in a circle. */
async function listFolder(folder: string, name: string): Promise<readonly FolderEntry[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.flatMap((entry): FolderEntry[] => {
      if (entry.isFile()) return [{ name: entry.name, kind: 'file' }];
      return entry.isDirectory() ? [{ name: entry.name, kind: 'folder' }] : [];
    });
  } catch (error) {
    throw fileError(name, error);
  }
}
