import { shownName } from './sentence';

/** What Git LFS leaves in place of a file; see `docs/spec.md` of git-lfs. */
export interface LfsPointer {
  /** SHA-256 of the file, 64 hexadecimal digits. */
  readonly oid: string;
  readonly size: number;
}

/** The specification bounds a pointer file: what is larger is none. */
export const MAX_LFS_POINTER_BYTES = 1024;

/** The version's line and that of an oid alone take more. */
const FEWEST_BYTES = 120;

const VERSION = /^version https:\/\/(git-lfs\.github\.com|hawser\.github\.com)\/spec\/v1\n/;

/** Undefined where the bytes are no pointer. */
export function parseLfsPointer(bytes: Uint8Array): LfsPointer | undefined {
  if (bytes.length > MAX_LFS_POINTER_BYTES) return undefined;
  const text = new TextDecoder().decode(bytes);
  const oid = /^oid sha256:([0-9a-f]{64})$/m.exec(text)?.[1];
  const size = Number(/^size (\d+)$/m.exec(text)?.[1] ?? NaN);
  if (!VERSION.test(text) || oid === undefined || !Number.isSafeInteger(size)) return undefined;
  return { oid, size };
}

/** Whether a file of this size is worth a look. */
export function mayBeLfsPointer(bytes: number): boolean {
  return bytes >= FEWEST_BYTES && bytes <= MAX_LFS_POINTER_BYTES;
}

/** A clause on a file in whose place its pointer lies, with what to do. */
export function notFetched(path: string): string {
  return `${shownName(path)} is kept by Git LFS and only its pointer is on this machine (run "git lfs pull")`;
}
