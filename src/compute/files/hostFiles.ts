import type { Client } from '../../protocol/channel';
import type { ReadFilesApi } from '../../protocol/compute';
import type { OpenableFiles } from './openableFiles';

/**
 * Files that only the extension host reaches, such as those of a virtual workspace.
 * @param of See `HostFile`.
 */
export function hostFiles(host: Client<ReadFilesApi>, of?: string): OpenableFiles {
  return {
    size: (path) => host.size({ path, of }),
    read: (path, offset, length) => host.read({ path, of, offset, length }),
    // The host keeps nothing open for us.
    forget: () => Promise.resolve(),
  };
}
