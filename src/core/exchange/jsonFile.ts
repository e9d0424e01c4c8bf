import type { WeightSource, WeightValues } from '../format/weightSource';
import type { Model } from '../model/model';
import { betweenElements, elementWriter, WRITERS } from './text';
import { type ExportTensor, tensorNote } from './tensorNote';
import { textValuePieces } from './valuePieces';

/** The value of `format` in the file, by which readers know it. */
const JSON_FORMAT = 'weightscope-weights';
const JSON_VERSION = 1;

const ABOUT =
  'Each tensor has its values as nested arrays in row-major (C) order, with all digits: rounded to its ' +
  'dtype, they are exact to the bit. JSON has no NaN and no infinities: they are the strings "NaN", ' +
  '"Infinity" and "-Infinity". Whole numbers beyond 2^53 - 1 are strings too. bool is 0 or 1. complex64 ' +
  'has a last axis of real and imaginary part. A tensor without elements has the values [], whatever its shape.';

/**
 * One JSON document of all tensors: `{format, version, about, model, tensors: [{…TensorNote, values}]}`.
 */
export async function* jsonPieces(
  model: Model,
  source: WeightSource,
  tensors: readonly ExportTensor[],
): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  const head = {
    format: JSON_FORMAT,
    version: JSON_VERSION,
    about: ABOUT,
    model: model.name ?? null,
  };
  yield encoder.encode(`${JSON.stringify(head, null, 1).slice(0, -2)},\n "tensors": [`);
  for (const [i, tensor] of tensors.entries()) {
    const note = JSON.stringify(tensorNote(model, tensor, 'parted'));
    yield encoder.encode(`${i === 0 ? '' : ','}\n  ${note.slice(0, -1)},\n   "values": `);
    for await (const piece of valueText(model, source, tensor)) yield encoder.encode(piece);
    yield encoder.encode('}');
  }
  yield encoder.encode(`${tensors.length === 0 ? '' : '\n '}]\n}\n`);
}

async function* valueText(
  model: Model,
  source: WeightSource,
  tensor: ExportTensor,
): AsyncGenerator<string> {
  const { shape } = tensorNote(model, tensor, 'parted');
  const write = WRITERS.json;
  const rank = tensor.weight.size === 0 ? Math.min(1, shape.length) : shape.length;
  const between = betweenElements(shape, write);
  yield write.open(rank);
  let at = 0;
  for await (const values of textValuePieces(source, tensor.weight)) {
    const element = jsonElement(values, tensor.weight.dtype === 'bool');
    let text = '';
    for (let i = 0; i < values.length; i++, at++)
      text += (at === 0 ? '' : between(at)) + element(i);
    yield text;
  }
  yield write.close(rank);
}

function jsonElement(values: WeightValues, isBool: boolean): (index: number) => string {
  if (isBool) return (index) => (values[index] === 0 ? '0' : '1');
  if (values instanceof BigInt64Array || values instanceof BigUint64Array)
    return (index) => wholeNumber(values[index] ?? 0n);
  return elementWriter(values, WRITERS.json);
}

/** Readers that know only doubles would round what lies beyond. */
function wholeNumber(value: bigint): string {
  const isSafe =
    value <= BigInt(Number.MAX_SAFE_INTEGER) && value >= BigInt(Number.MIN_SAFE_INTEGER);
  return isSafe ? String(value) : `"${value}"`;
}
