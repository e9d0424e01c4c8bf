import type { WeightSource, WeightValues } from '../format/weightSource';
import type { Axis, Model } from '../model/model';
import { shownShape } from '../model/shownShape';
import { csvCell } from './csvCell';
import { fileNames } from './names';
import { storedAsText, type ExportTensor, tensorNote } from './tensorNote';
import { elementWriter, WRITERS } from './text';
import { type ExportFile, textValuePieces } from './valuePieces';

/** Lists the tensors and their files: names of files cannot carry every name of a tensor. */
export const CSV_INDEX = 'tensors.csv';

/** Characters of text that are gathered before they become bytes. */
const BATCH = 32_768;

/**
 * A file for each tensor, and `tensors.csv` that lists them. Two axes: a line for each row, a column
 * for each column. More: the same, with a column of indices for every axis but the last. One axis: a
 * line for each element. The header names the axes: `input,unit 0,unit 1`; gates by their letter: `i 0`.
 * Numbers have all their digits; text is quoted where it must be (RFC 4180, lines end in LF).
 */
export function csvFiles(
  model: Model,
  source: WeightSource,
  tensors: readonly ExportTensor[],
): ExportFile[] {
  const names = fileNames(
    tensors.map(({ name }) => name),
    [CSV_INDEX.replace('.csv', '')],
  );
  const files = tensors.map((tensor, i): ExportFile => ({
    path: `${names[i] ?? i}.csv`,
    pieces: () => encoded(tensorLines(source, tensor)),
  }));
  const index = { path: CSV_INDEX, pieces: () => encoded(indexLines(model, tensors, files)) };
  return [index, ...files];
}

/** The file of each tensor. */
export function csvPaths(tensors: readonly ExportTensor[]): readonly string[] {
  const names = tensors.map(({ name }) => name);
  return fileNames(names, [CSV_INDEX.replace('.csv', '')]).map((name) => `${name}.csv`);
}

async function* tensorLines(
  source: WeightSource,
  { weight }: ExportTensor,
): AsyncGenerator<string> {
  const { shape, axes } = shownShape(weight);
  const columns = shape.length > 1 ? (shape.at(-1) ?? 1) : 1;
  yield* header(axes);
  let at = 0;
  for await (const values of textValuePieces(source, weight)) {
    const element = csvElement(values, weight.dtype === 'bool');
    let text = '';
    for (let i = 0; i < values.length; i++, at++) {
      if (at % columns > 0) text += `,${element(i)}`;
      else text += `${at === 0 ? '' : '\n'}${indices(at / columns, shape)}${element(i)}`;
    }
    yield text;
  }
  if (at > 0) yield '\n';
}

function* header(axes: readonly Axis[]): Generator<string> {
  const last = axes.at(-1);
  if (last === undefined || axes.length === 1) {
    yield last === undefined ? 'value\n' : `${csvCell(last.name)},value\n`;
    return;
  }
  yield axes
    .slice(0, -1)
    .map(({ name }) => csvCell(name))
    .join(',');
  for (let i = 0; i < last.size; i++) yield `,${csvCell(columnName(last, i))}`;
  yield '\n';
}

/** "unit 3"; "f 0" for the first unit of an LSTM's forget gate; "real". */
function columnName({ name, size, parts }: Axis, i: number): string {
  if (parts === undefined) return `${name} ${i}`;
  const each = size / parts.length;
  const part = parts[Math.floor(i / each)] ?? name;
  return each === 1 ? part : `${part} ${i % each}`;
}

/** The indices of a line, each with its comma. */
function indices(line: number, shape: readonly number[]): string {
  if (shape.length === 0) return '';
  if (shape.length === 1) return `${line},`;
  let text = '';
  let rest = line;
  for (let axis = shape.length - 2; axis >= 0; axis--) {
    const size = shape[axis] ?? 1;
    text = `${rest % size},${text}`;
    rest = Math.floor(rest / size);
  }
  return text;
}

function* indexLines(
  model: Model,
  tensors: readonly ExportTensor[],
  files: readonly ExportFile[],
): Generator<string> {
  yield 'tensor,file,layer,layer class,role,dtype,shape,axes,stored as\n';
  for (const [i, tensor] of tensors.entries()) {
    const note = tensorNote(model, tensor, 'parted');
    const cells = [
      note.name,
      files[i]?.path ?? '',
      note.layer ?? '',
      note.layerClass ?? '',
      note.role,
      note.dtype,
      note.shape.join(' '),
      note.axes.join(', '),
      note.storedAs === undefined ? '' : storedAsText(note.storedAs),
    ];
    yield `${cells.map(csvCell).join(',')}\n`;
  }
}

function csvElement(values: WeightValues, isBool: boolean): (index: number) => string {
  if (isBool) return (index) => (values[index] === 0 ? '0' : '1');
  if (!ArrayBuffer.isView(values)) return (index) => csvCell(values[index] ?? '');
  return elementWriter(values, WRITERS.tsv);
}

async function* encoded(
  lines: Iterable<string> | AsyncIterable<string>,
): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  let text = '';
  for await (const line of lines) {
    text += line;
    if (text.length < BATCH) continue;
    yield encoder.encode(text);
    text = '';
  }
  yield encoder.encode(text);
}
