import type { WeightValues } from '../format/weightSource';
import { shortestFloat32 } from './numberText';

export type TextFormat = 'numpy' | 'json' | 'tsv';

/** A million numbers are about 12 MB of text: more chokes the clipboard and whatever it is pasted into. */
export const MAX_COPIED_ELEMENTS = 1_000_000;

/** Elements of a piece of text: some milliseconds of work. */
const PIECE = 4_096;

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
 * The values as text that reads back exactly, in pieces that join to the whole: float32 with the
 * fewest digits that do, 64-bit integers whole.
 *
 * - numpy: an expression over `np`, nested by rank, with its dtype
 * - json: nested arrays; JSON has no NaN and no infinities, they become the strings "NaN", "Infinity", "-Infinity"
 * - tsv: a line a row; beyond two axes an empty line between matrices; text quoted as in CSV where it must be
 *
 * A tensor without elements is `[]` whatever its shape, which may have billions of empty rows.
 */
export function* textPieces(block: TextBlock, format: TextFormat): Generator<string> {
  const { values, shape } = block;
  checkCopied(values.length);
  const write = WRITERS[format];
  const element = elementWriter(values, write);
  const rank = values.length === 0 ? Math.min(1, shape.length) : shape.length;
  const between = betweenElements(shape, write);
  yield format === 'numpy' ? 'np.array(' : '';
  yield write.open(rank);
  for (let from = 0; from < values.length; from += PIECE) {
    const to = Math.min(from + PIECE, values.length);
    let piece = '';
    for (let i = from; i < to; i++) piece += (i === 0 ? '' : between(i)) + element(i);
    yield piece;
  }
  yield write.close(rank);
  yield format === 'numpy' ? numpyTail(block) : '';
}

/** How numbers and the nesting of rows are spelled. */
export interface TextWriter {
  readonly nan: string;
  readonly infinity: string;
  readonly minusInfinity: string;
  readonly minusZero: string;
  text(value: string): string;
  open(rank: number): string;
  /** Between two elements where `ended` of the last axes begin anew. */
  between(ended: number, rank: number): string;
  close(rank: number): string;
}

const BRACKETS = {
  text: (value: string): string => JSON.stringify(value),
  open: (rank: number): string => '['.repeat(rank),
  between: (ended: number, rank: number): string =>
    ended === 0 ? ', ' : `${']'.repeat(ended)},\n${' '.repeat(rank - ended)}${'['.repeat(ended)}`,
  close: (rank: number): string => ']'.repeat(rank),
};

export const WRITERS: Readonly<Record<TextFormat, TextWriter>> = {
  numpy: {
    ...BRACKETS,
    nan: 'np.nan',
    infinity: 'np.inf',
    minusInfinity: '-np.inf',
    // Python reads -0 as the integer 0.
    minusZero: '-0.0',
  },
  json: {
    ...BRACKETS,
    nan: '"NaN"',
    infinity: '"Infinity"',
    minusInfinity: '"-Infinity"',
    minusZero: '-0',
  },
  tsv: {
    nan: 'NaN',
    infinity: 'Infinity',
    minusInfinity: '-Infinity',
    minusZero: '-0',
    text: (value) => (/["\t\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value),
    open: () => '',
    between: (ended) => (ended === 0 ? '\t' : ended === 1 ? '\n' : '\n\n'),
    close: () => '',
  },
};

/** What element `index` of `values` is as text. */
export function elementWriter(values: WeightValues, write: TextWriter): (index: number) => string {
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

/** What stands before element i > 0 of a tensor of that shape. */
export function betweenElements(
  shape: readonly number[],
  write: TextWriter,
): (index: number) => string {
  const rank = shape.length;
  // Elements of the last axis, of the last two, …
  let product = 1;
  const sizes = shape.toReversed().map((size) => (product *= size));
  const texts = Array.from({ length: rank + 1 }, (_, ended) => write.between(ended, rank));
  return (index) => {
    let ended = 0;
    while (ended < rank && index % (sizes[ended] ?? 1) === 0) ended++;
    return texts[ended] ?? '';
  };
}

function numpyTail({ values, dtype, shape }: TextBlock): string {
  const made = `, dtype=np.${numpyDType(values, dtype)})`;
  const shaped =
    values.length === 0 && shape.length > 1 ? `${made}.reshape((${shape.join(', ')}))` : made;
  return dtype === 'complex64' ? `${shaped}.view(np.complex64)[..., 0]` : shaped;
}

function numpyDType(values: WeightValues, dtype: string): string {
  if (dtype === 'bool') return 'bool_';
  if (!ArrayBuffer.isView(values)) return 'str_';
  return values.constructor.name.replace(/^Big/, '').replace('Array', '').toLowerCase();
}
