import type { DType } from '../format/dtypes';
import { shownName } from '../format/sentence';
import type { WeightSource, WeightValues } from '../format/weightSource';
import type { Model } from '../model/model';
import { shownShape } from '../model/shownShape';
import { cElement } from './cNumbers';
import { identifiers } from './names';
import { storedAsText, exportedDType, type ExportTensor, tensorNote } from './tensorNote';
import { betweenElements, type TextWriter, WRITERS } from './text';
import { textValuePieces } from './valuePieces';

const TYPES: Readonly<Record<DType, string>> = {
  float32: 'float',
  float16: 'float',
  bfloat16: 'float',
  complex64: 'float',
  float64: 'double',
  bool: 'bool',
  int8: 'int8_t',
  uint8: 'uint8_t',
  int16: 'int16_t',
  uint16: 'uint16_t',
  int32: 'int32_t',
  uint32: 'uint32_t',
  int64: 'int64_t',
  uint64: 'uint64_t',
  string: 'char *',
};

/** C nests with braces; everything else stands in `cElement`. */
const BRACES: TextWriter = {
  ...WRITERS.json,
  open: (rank) => '{'.repeat(rank),
  between: (ended, rank) =>
    ended === 0 ? ', ' : `${'}'.repeat(ended)},\n${' '.repeat(rank - ended)}${'{'.repeat(ended)}`,
  close: (rank) => '}'.repeat(rank),
};

/**
 * A C99 header (C++ takes it too) of a constant array for each tensor, with the sizes of its axes as
 * array sizes. Shortest decimals that round to the float itself; NAN and INFINITY come from math.h.
 * A scalar is a constant, a tensor without elements a comment, as C has no empty arrays.
 * @param fileName of the header, for the guard and the names of the arrays.
 */
export async function* cHeaderPieces(
  model: Model,
  source: WeightSource,
  tensors: readonly ExportTensor[],
  fileName: string,
): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  const base = fileName.replace(/\.[^.]*$/, '') || 'weights';
  const names = identifiers(
    base,
    tensors.map(({ name }) => name),
  );
  const [guard = 'WEIGHTS_H'] = identifiers(base, ['weights_h']).map((name) => name.toUpperCase());
  yield encoder.encode(
    `/* Weights of ${comment(model.name ?? fileName)}, exported by Weightscope. Row-major: the last index varies fastest. */\n` +
      `#ifndef ${guard}\n#define ${guard}\n\n#include <math.h>\n#include <stdbool.h>\n#include <stdint.h>\n`,
  );
  for (const [i, tensor] of tensors.entries()) {
    yield encoder.encode(`\n${heading(model, tensor)}`);
    for await (const piece of declaration(source, tensor, names[i] ?? `weights_${i}`))
      yield encoder.encode(piece);
  }
  yield encoder.encode(`\n#endif /* ${guard} */\n`);
}

async function* declaration(
  source: WeightSource,
  { weight }: ExportTensor,
  name: string,
): AsyncGenerator<string> {
  const { shape } = shownShape(weight);
  if (weight.size === 0) {
    yield `/* ${name} has no elements. */\n`;
    return;
  }
  const type = TYPES[exportedDType(weight)];
  const sizes = shape.map((size) => `[${size}]`).join('');
  yield weight.dtype === 'string'
    ? `static const char *const ${name}${sizes} =\n`
    : `static const ${type} ${name}${sizes} =\n`;
  const between = betweenElements(shape, BRACES);
  yield BRACES.open(shape.length);
  let at = 0;
  for await (const values of textValuePieces(source, weight)) {
    yield pieceText(values, weight.dtype, at, between);
    at += values.length;
  }
  yield `${BRACES.close(shape.length)};\n`;
}

function pieceText(
  values: WeightValues,
  dtype: DType,
  start: number,
  between: (index: number) => string,
): string {
  const element = cElement(values, dtype);
  let text = '';
  for (let i = 0; i < values.length; i++)
    text += (start + i === 0 ? '' : between(start + i)) + element(i);
  return text;
}

function heading(model: Model, tensor: ExportTensor): string {
  const note = tensorNote(model, tensor, 'parted');
  const axes = note.axes.map((axis, i) => `${axis}: ${note.shape[i] ?? 0}`).join(', ');
  const layer =
    note.layer === undefined
      ? ''
      : ` of ${note.layer}${note.layerClass ? ` (${note.layerClass})` : ''}`;
  const parts = Object.entries(note.parts ?? {}).map(
    ([axis, names]) => `, axis ${axis} in blocks ${names.join(', ')}`,
  );
  const stored =
    note.storedAs === undefined ? '' : `; dequantized from ${storedAsText(note.storedAs)}`;
  const shape = note.shape.length === 0 ? 'scalar' : axes;
  return `/* ${comment(`${note.name}: ${note.role}${layer}. ${note.dtype}, ${shape}${parts.join('')}${stored}`)} */\n`;
}

/** Text that can neither end a comment nor begin another, nor continue a line. */
function comment(text: string): string {
  return shownName(text).replaceAll('*/', '* /').replaceAll('/*', '/ *');
}
