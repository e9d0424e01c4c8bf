import { shownName } from './sentence';

/** PATH_MAX of Linux; Windows and macOS allow less. */
const MAX_PATH_LENGTH = 4096;

/**
 * The reason why a path of a manifest is not read, as the rest of a sentence's clause
 * (`"../a.bin" leads outside the model's folder and is not read`); undefined if it may be read.
 * Symbolic links are the business of `ModelFiles`.
 */
export function checkShardPath(path: string): string | undefined {
  if (path === '') return 'a file path in the manifest is empty';
  const reason = refusal(path);
  return reason && `"${shownName(path)}" ${reason} and is not read`;
}

/** Without the `./` that some writers put in front, and without empty segments. */
export function normalizeShardPath(path: string): string {
  if (!path.startsWith('./') && !path.includes('/.') && !path.includes('//')) return path;
  return path
    .split('/')
    .filter((segment) => segment !== '' && segment !== '.')
    .join('/');
}

function refusal(path: string): string | undefined {
  if (path.length > MAX_PATH_LENGTH) return `is longer than ${MAX_PATH_LENGTH} characters`;
  if (path.includes('\0')) return 'holds a NUL character';
  if (/^[a-zA-Z]:/.test(path)) return 'names a drive';
  if (/^[a-zA-Z][a-zA-Z0-9+.-]*:/.test(path)) return 'is a URL';
  if (path.includes('\\')) return 'holds a backslash';
  if (path.startsWith('/')) return 'is an absolute path';
  const segments = path.split('/');
  if (segments.some(climbs)) return "leads outside the model's folder";
  const last = segments.at(-1);
  return last === '' || last === '.' ? 'names a folder' : undefined;
}

/** Windows drops spaces and dots at the end of a segment, so that ".. " climbs there too. */
function climbs(segment: string): boolean {
  return segment.startsWith('..') && /^[. ]+$/.test(segment);
}
