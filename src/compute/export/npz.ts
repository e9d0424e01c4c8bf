import { configure, ZipWriter } from '@zip.js/zip.js';
import { archiveNames } from '../../core/exchange/names';
import { npyPieces } from '../../core/exchange/npy';
import { type ExportTensor, tensorNote } from '../../core/exchange/tensorNote';
import type { WeightSource } from '../../core/format/weightSource';
import type { Model } from '../../core/model/model';
import type { Sink } from './beside';

/** The zip format has 16 bits for the length of a comment. */
const MAX_COMMENT_BYTES = 65_535;
/** The earliest that a zip can hold: one model always gives the same bytes. */
const NO_DATE = new Date(1980, 0, 1);

configure({ useWebWorkers: false });

/**
 * A `.npz`: a zip of `NAME.npy` files, stored, as `numpy.savez` writes it; zip64 throughout, so that
 * nothing need be known beforehand. Each member's comment is its `TensorNote` as JSON.
 */
export async function writeNpz(
  model: Model,
  source: WeightSource,
  tensors: readonly ExportTensor[],
  sink: Sink,
): Promise<void> {
  const zip = new ZipWriter(
    new WritableStream<Uint8Array>({ write: (bytes) => sink.write(bytes) }),
    {
      level: 0,
      zip64: true,
      extendedTimestamp: false,
      lastModDate: NO_DATE,
    },
  );
  const members = archiveNames(tensors.map(({ name }) => name));
  for (const [i, tensor] of tensors.entries()) {
    await zip.add(`${members[i] ?? i}.npy`, streamOf(npyPieces(source, tensor)), {
      comment: commentOf(model, tensor),
    });
  }
  const about = 'Row-major (C order). Each member has a comment in JSON: layer, role, axes.';
  const name = model.name === undefined ? '' : ` of ${model.name.slice(0, 200)}`;
  await zip.close(new TextEncoder().encode(`Weights${name}, exported by Weightscope. ${about}`));
}

function commentOf(model: Model, tensor: ExportTensor): string {
  const note = tensorNote(model, tensor, 'whole');
  const whole = JSON.stringify(note);
  if (Buffer.byteLength(whole) <= MAX_COMMENT_BYTES) return whole;
  const { role, dtype, shape } = note;
  const short = JSON.stringify({
    name: note.name.slice(0, 1000),
    role: role.slice(0, 1000),
    dtype,
    shape,
  });
  return Buffer.byteLength(short) <= MAX_COMMENT_BYTES ? short : '';
}

function streamOf(pieces: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        const next = await pieces.next();
        if (next.done === true) controller.close();
        else controller.enqueue(next.value);
      },
      cancel: async () => {
        await pieces.return(undefined);
      },
    },
    // Read when asked for: every piece ahead is a piece more in memory.
    { highWaterMark: 0 },
  );
}
