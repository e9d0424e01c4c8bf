import { basename } from 'node:path';
import { cHeaderPieces } from '../../core/exchange/cHeader';
import { csvFiles } from '../../core/exchange/csv';
import type { ExportFormat } from '../../core/exchange/formats';
import { jsonPieces } from '../../core/exchange/jsonFile';
import { npyPieces } from '../../core/exchange/npy';
import { pythonSnippet } from '../../core/exchange/pythonSnippet';
import { safetensorsPieces } from '../../core/exchange/safetensors';
import type { ExportTensor } from '../../core/exchange/tensorNote';
import { tfjsFiles } from '../../core/exchange/tfjsCopy';
import type { ExportFile } from '../../core/exchange/valuePieces';
import type { WeightSource } from '../../core/format/weightSource';
import type { Model } from '../../core/model/model';
import type { ExportReport, ExportRequest } from '../../protocol/export';
import { type Sink, writeBeside, writeFolderBeside } from './beside';
import { writeNpz } from './npz';

interface Content {
  readonly model: Model;
  /** Counts what is read and gives way between pieces. */
  readonly source: WeightSource;
  readonly tensors: readonly ExportTensor[];
  /** The bytes of model.json. */
  readonly json: () => Promise<Uint8Array>;
}

/** Writes an export to the local disk. @throws as `writeBeside` does, and what the source throws. */
export async function writeExport(content: Content, request: ExportRequest): Promise<ExportReport> {
  const { format, target, shownPath, shardBytes } = request;
  const { model, source, tensors } = content;
  const written = { files: 0, bytes: 0 };
  const counted = (sink: Sink): Sink => {
    written.files++;
    return {
      write: (bytes) => {
        written.bytes += bytes.length;
        return sink.write(bytes);
      },
    };
  };
  if (format === 'csv' || format === 'tfjs') {
    const files =
      format === 'csv'
        ? csvFiles(model, source, tensors)
        : await tfjsFiles(model, source, tensors, shardBytes, await content.json());
    await writeFolderBeside(target, async (make) => {
      for (const file of files) await make(file.path, (sink) => pour(file.pieces(), counted(sink)));
    });
  } else {
    await writeBeside(target, (sink) => fill(content, format, shownPath, counted(sink)));
  }
  return { ...written, python: pythonSnippet(model, tensors, format, shownPath) ?? null };
}

async function fill(
  { model, source, tensors }: Content,
  format: Exclude<ExportFormat, 'csv' | 'tfjs'>,
  shownPath: string,
  sink: Sink,
): Promise<void> {
  switch (format) {
    case 'npz':
      return writeNpz(model, source, tensors, sink);
    case 'npy': {
      const [tensor, ...others] = tensors;
      if (tensor === undefined || others.length > 0)
        throw new RangeError('A .npy file holds one tensor.');
      return pour(npyPieces(source, tensor), sink);
    }
    case 'safetensors':
      return pour(safetensorsPieces(model, source, tensors), sink);
    case 'json':
      return pour(jsonPieces(model, source, tensors), sink);
    case 'c':
      return pour(cHeaderPieces(model, source, tensors, basename(shownPath)), sink);
  }
}

async function pour(pieces: ReturnType<ExportFile['pieces']>, sink: Sink): Promise<void> {
  for await (const piece of pieces) await sink.write(piece);
}
