import { CsvError, parse } from 'csv-parse';
import { detectDelimiter } from '../../core/dataset/csvDialect';
import type { Table } from '../../core/dataset/table';
import { refusedData, TableBuilder } from '../../core/dataset/tableBuilder';
import type { ModelFiles } from '../../core/format/modelFiles';
import type { Turn } from '../turns';

export interface CsvOptions {
  readonly header: boolean | 'auto';
  /** One character, or 'auto'. */
  readonly delimiter: string;
}

/** Bytes that are read and parsed between two turns: some milliseconds. */
const PIECE_BYTES = 256 * 1024;
/** Characters of one row. An open quote would otherwise take the rest of the file as one value. */
const MAX_ROW = 16 * 1024 * 1024;

/** @throws ModelFormatError with the line of a broken quote, or the row of a wrong number of values. */
export async function readCsv(
  files: ModelFiles,
  fileName: string,
  { header, delimiter }: CsvOptions,
  turn: Turn,
  progress: (fraction: number) => void,
): Promise<Table> {
  const size = await files.size(fileName);
  const first = await files.read(fileName, 0, Math.min(PIECE_BYTES, size));
  const separator =
    delimiter === 'auto'
      ? detectDelimiter(new TextDecoder(encodingOf(first)).decode(first))
      : delimiter;
  const builder = new TableBuilder(fileName, header);
  const parser = parse({
    bom: true,
    delimiter: separator,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: MAX_ROW,
  });
  let failure: unknown;
  const failed = new Promise<never>((_, reject) => {
    parser.once('error', (error) => reject(inPlainWords(error, fileName)));
  });
  // It may fail while nobody waits for it; the next wait tells.
  failed.catch(() => undefined);
  const ended = new Promise<void>((resolve) => parser.once('end', resolve));
  parser.on('data', (row: readonly string[]) => {
    try {
      if (failure === undefined) builder.add(row);
    } catch (error) {
      failure = error;
    }
  });
  const check = (): void => {
    if (failure instanceof Error) throw failure;
  };
  try {
    for (let offset = 0; offset < size; offset += PIECE_BYTES) {
      const length = Math.min(PIECE_BYTES, size - offset);
      const piece = offset === 0 ? first : await files.read(fileName, offset, length);
      await Promise.race([failed, new Promise((resolve) => parser.write(piece, resolve))]);
      check();
      progress((offset + length) / size);
      await turn();
    }
    parser.end();
    await Promise.race([failed, ended]);
    check();
  } finally {
    parser.destroy();
  }
  return builder.build();
}

/** As its first bytes tell; spreadsheets save "Unicode text" as UTF-16. */
function encodingOf(bytes: Uint8Array): string {
  return bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8';
}

const ADVICE: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quote is opened and never closed',
  INVALID_OPENING_QUOTE: 'a quote stands inside a value that does not begin with one',
  CSV_INVALID_CLOSING_QUOTE:
    'a quote closes a value that then goes on; a quote inside is written twice',
  CSV_MAX_RECORD_SIZE:
    'a row is longer than 16 million characters, as after a quote that is never closed',
};

function inPlainWords(error: Error, fileName: string): Error {
  if (!(error instanceof CsvError)) return error;
  const line = (error as { readonly lines?: unknown }).lines;
  const where = typeof line === 'number' ? ` near line ${line}` : '';
  const why = ADVICE[error.code] ?? error.message;
  return refusedData(fileName, `is no CSV${where}: ${why}. Correct it, or choose another file.`);
}
