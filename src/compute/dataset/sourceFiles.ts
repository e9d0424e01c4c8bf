import { join } from 'node:path';
import type { Client } from '../../protocol/channel';
import type { DataFilesApi, DataSource } from '../../protocol/data';
import { hostFiles } from '../hostFiles';
import { NodeFiles } from '../nodeFiles';
import type { OpenableFiles } from '../openableFiles';

/** The file of a source under its base name, or the files below a folder of images. */
export function sourceFiles(
  { kind, path, uri, fileName }: DataSource,
  host: Client<DataFilesApi>,
): OpenableFiles {
  if (path === null) return hostFiles(host, uri);
  return new NodeFiles(kind === 'images' ? join(path, fileName) : path);
}
