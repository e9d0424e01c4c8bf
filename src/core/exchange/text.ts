import type { WeightValues } from '../format/weightSource';
import { shortestFloat32 } from './numberText';

export type TextFormat = 'numpy' | 'json' | 'tsv';

/** A million numbers are about 12 MB of text: more chokes the clipboard and whatever it is pasted into. */
export const MAX_COPIED_ELEMENTS = 1_000_000;

/** A tensor or a block of one, row-major. */
export interface TextBlock {
  readonly values: WeightValues;
  /** Empty for a scalar. Its product is the length of `values`. */
  readonly shape: readonly number[];
  /** bool and complex64 cannot be told from their values; complex64 has a last axis of real and imaginary part. */
  readonly dtype: string;
}

/** @throws Error with a sentence for the user where there are too many elements. */
export function checkCopied(elements: number): void {
  if (elements <= MAX_COPIED_ELEMENTS) return;
  throw new Error(
    `${elements.toLocaleString('en')} values are too many to copy as text (at most ` +
      `${MAX_COPIED_ELEMENTS.toLocaleString('en')}). Select a smaller part.`,
  );
}

/**
 * The values as text that reads back exactly: float32 with the fewest digits that do, 64-bit integers whole.
 *
 * - numpy: an expression over `np`, nested by rank, with its dtype
 * - json: nested arrays; JSON has no NaN and no infinities, they become the strings "NaN", "Infinity", "-Infinity"
 * - tsv: a line a row; beyond two axes an empty line between matrices; text quoted as in CSV where it must be
 */
export function toText(block: TextBlock, format: TextFormat): string {
  checkCopied(block.values.length);
  const write = WRITERS[format];
  const element = elementWriter(block.values, write);
  const body = write.nest(block.shape, element);
  return format === 'numpy' ? numpyCall(body, block) : body;
}

interface Writer {
  readonly nan: string;
  readonly infinity: string;
  readonly minusInfinity: string;
  readonly minusZero: string;
  text(value: string): string;
  nest(shape: readonly number[], element: (index: number) => string): string;
}

const WRITERS: Readonly<Record<TextFormat, Writer>> = {
  numpy: {
    nan: 'np.nan',
    infinity: 'np.inf',
    minusInfinity: '-np.inf',
    // Python reads -0 as the integer 0.
    minusZero: '-0.0',
    text: (value) => JSON.stringify(value),
    nest: (shape, element) => nested(shape, element, ',\n'),
  },
  json: {
    nan: '"NaN"',
    infinity: '"Infinity"',
    minusInfinity: '"-Infinity"',
    minusZero: '-0',
    text: (value) => JSON.stringify(value),
    nest: (shape, element) => nested(shape, element, ',\n'),
  },
  tsv: {
    nan: 'NaN',
    infinity: 'Infinity',
    minusInfinity: '-Infinity',
    minusZero: '-0',
    text: (value) => (/["\t\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value),
    nest: lines,
  },
};

function elementWriter(values: WeightValues, write: Writer): (index: number) => string {
  const digits = values instanceof Float32Array ? shortestFloat32 : String;
  return (index) => {
    const value = values[index];
    if (typeof value === 'string') return write.text(value);
    if (typeof value !== 'number') return String(value);
    if (value - value === 0) return Object.is(value, -0) ? write.minusZero : digits(value);
    if (value === Infinity) return write.infinity;
    return value === -Infinity ? write.minusInfinity : write.nan;
  };
}

/** Brackets by rank; a line for each row of the last axis. */
function nested(
  shape: readonly number[],
  element: (index: number) => string,
  separator: string,
): string {
  let next = 0;
  const level = (axis: number): string => {
    if (axis === shape.length) return element(next++);
    const parts = Array.from({ length: shape[axis] ?? 0 }, () => level(axis + 1));
    return `[${parts.join(axis === shape.length - 1 ? ', ' : separator + ' '.repeat(axis + 1))}]`;
  };
  return level(0);
}

function lines(shape: readonly number[], element: (index: number) => string): string {
  const columns = shape.at(-1) ?? 1;
  const rows = shape.length < 2 ? 1 : (shape.at(-2) ?? 0);
  const matrices = shape.slice(0, -2).reduce((product, size) => product * size, 1);
  const row = (start: number): string =>
    Array.from({ length: columns }, (_, i) => element(start + i)).join('\t');
  return Array.from({ length: matrices }, (_, m) =>
    Array.from({ length: rows }, (_, r) => row((m * rows + r) * columns)).join('\n'),
  ).join('\n\n');
}

function numpyCall(body: string, { values, dtype, shape }: TextBlock): string {
  const call = `np.array(${body}, dtype=np.${numpyDType(values, dtype)})`;
  // Nested brackets lose the sizes behind an empty axis.
  const shaped =
    values.length === 0 && shape.length > 1 ? `${call}.reshape((${shape.join(', ')}))` : call;
  return dtype === 'complex64' ? `${shaped}.view(np.complex64)[..., 0]` : shaped;
}

function numpyDType(values: WeightValues, dtype: string): string {
  if (dtype === 'bool') return 'bool_';
  if (!ArrayBuffer.isView(values)) return 'str_';
  return values.constructor.name.replace(/^Big/, '').replace('Array', '').toLowerCase();
}
