import { ModelFormatError } from '../errors';
import { mapBounded } from './mapBounded';
import type { ModelFiles } from './modelFiles';
import { RESTORE, shownName } from './sentence';
import type { ShardPiece } from './shardLayout';

/** Reads of one tensor that run side by side: a 400 MB tensor may lie in 100 shards. */
const READS_AT_ONCE = 4;

/**
 * The bytes of consecutive pieces as one array.
 * @throws ModelFormatError naming `weight` and the file, when a file fails or has shrunk since its size was asked
 */
export async function readPieces(
  pieces: readonly ShardPiece[],
  files: ModelFiles,
  weight: string,
): Promise<Uint8Array> {
  const [first] = pieces;
  if (first === undefined) return new Uint8Array(0);
  if (pieces.length === 1) return readPiece(first, files, weight);
  const placed: { readonly piece: ShardPiece; readonly at: number }[] = [];
  let length = 0;
  for (const piece of pieces) {
    placed.push({ piece, at: length });
    length += piece.length;
  }
  const bytes = new Uint8Array(length);
  await mapBounded(placed, READS_AT_ONCE, async ({ piece, at }) => {
    bytes.set(await readPiece(piece, files, weight), at);
  });
  return bytes;
}

async function readPiece(
  { path, offset, length }: ShardPiece,
  files: ModelFiles,
  weight: string,
): Promise<Uint8Array> {
  let bytes: Uint8Array;
  try {
    bytes = await files.read(path, offset, length);
  } catch (cause) {
    throw unreadablePiece(cause, path, weight);
  }
  if (bytes.length >= length) return bytes.length === length ? bytes : bytes.subarray(0, length);
  throw shortenedPiece(path, offset + bytes.length, weight);
}

/** What to throw where a file failed. */
export function unreadablePiece(cause: unknown, path: string, weight: string): unknown {
  if (!(cause instanceof ModelFormatError)) return cause;
  const message = `${shownName(weight)} cannot be read: ${cause.message}`;
  return new ModelFormatError(message, { file: path, weight, cause });
}

/** What to throw where a file has shrunk since its size was asked. */
export function shortenedPiece(path: string, end: number, weight: string): ModelFormatError {
  return new ModelFormatError(
    `${shownName(weight)} cannot be read: ${shownName(path)} became shorter while the model was open ` +
      `and ends after ${end} bytes. ${RESTORE}`,
    { file: path, weight },
  );
}
