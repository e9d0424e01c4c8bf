import { pathToFileURL } from 'node:url';

/** An absolute path as the path of a VS Code URI: forward slashes, and nothing encoded. */
export function uriPath(path: string): string {
  return decodeURIComponent(pathToFileURL(path).pathname);
}
