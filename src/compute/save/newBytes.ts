import { encodedBytes, type EditedValues } from '../../core/format/write/encodedBytes';
import type { SavePiece } from '../../core/format/write/planSave';
import type { ModelFiles } from '../../core/format/modelFiles';
import { shortenedPiece } from '../../core/format/readPieces';
import type { ValueStore } from '../../core/model/edits/valueStore';
import type { Turn } from '../turns';
import { slotBytes } from './slotBytes';

/** Bytes in memory at once; a piece of encoding takes a few times as much. */
const CHUNK_BYTES = 1024 * 1024;

/** What a save works with while it writes. */
export interface Writing {
  readonly sources: EditedValues;
  readonly files: ModelFiles;
  /** Of whole tensors that edits bring. */
  readonly store: ValueStore | undefined;
  /** Between two chunks; rejects when the save is no longer wanted. */
  readonly turn: Turn;
  /** Told of every chunk. */
  readonly wrote: (bytes: number) => void;
}

/** A new file from pieces, of which some are copied from `path`. */
export async function* newBytes(
  pieces: readonly SavePiece[],
  path: string,
  writing: Writing,
): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) {
    for (let at = piece.from; at < piece.to; at += CHUNK_BYTES) {
      const to = Math.min(piece.to, at + CHUNK_BYTES);
      await writing.turn();
      yield await bytesOf(piece, at, to);
      writing.wrote(to - at);
    }
  }

  function bytesOf(piece: SavePiece, at: number, to: number): Promise<Uint8Array> {
    switch (piece.kind) {
      case 'encode':
        return encodedBytes(piece.form, writing.sources, at, to);
      case 'slot':
        return slotBytes(piece.slot, writing.store, at, to);
      case 'copy':
        return copied(path, at, to, writing.files);
    }
  }
}

/** A small file that is made already. */
export async function* allBytes(
  pieces: readonly Uint8Array[],
  { turn, wrote }: Writing,
): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) {
    for (let at = 0; at < piece.length; at += CHUNK_BYTES) {
      await turn();
      yield piece.subarray(at, at + CHUNK_BYTES);
    }
    wrote(piece.length);
  }
}

async function copied(
  path: string,
  from: number,
  to: number,
  files: ModelFiles,
): Promise<Uint8Array> {
  const bytes = await files.read(path, from, to - from);
  if (bytes.length === to - from) return bytes;
  throw shortenedPiece(path, from + bytes.length, 'The model');
}
