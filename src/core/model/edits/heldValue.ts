import type { Holding } from './holding';

/** A decimal as JavaScript, Python and spreadsheets in English write it. */
const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const NOT_FINITE: ReadonlyMap<string, number> = new Map([
  ['NaN', NaN],
  ['Infinity', Infinity],
  ['+Infinity', Infinity],
  ['-Infinity', -Infinity],
]);

/** The value that a text stands for, rounded to what the tensor holds; or why it stands for none, to follow the text. */
export type HeldValue = { readonly value: number | bigint } | { readonly problem: string };

/** Whether a tensor can hold a number, rounded where it is a float. */
export function canHold(holding: Holding, value: number): boolean {
  switch (holding.kind) {
    case 'float':
      return Number.isFinite(value) ? Number.isFinite(holding.round(value)) : holding.special;
    case 'integer':
      return Number.isSafeInteger(value) && isIn(holding, BigInt(value));
    case 'bool':
      return value === 0 || value === 1;
    case 'text':
      return false;
  }
}

/** @param dtype For the sentence. */
export function heldValue(text: string, holding: Holding, dtype: string): HeldValue {
  if (text === '') return { problem: 'is empty' };
  switch (holding.kind) {
    case 'float':
      return floatOf(text, holding);
    case 'integer':
      return integerOf(text, holding, dtype);
    case 'bool':
      return boolOf(text);
    case 'text':
      return { problem: 'cannot be written into a tensor of text' };
  }
}

function floatOf(text: string, holding: Extract<Holding, { readonly kind: 'float' }>): HeldValue {
  const special = NOT_FINITE.get(text);
  if (special !== undefined)
    return holding.special
      ? { value: special }
      : { problem: 'cannot be held by a quantized tensor; store it as float32 to set it' };
  if (!DECIMAL.test(text)) return { problem: noNumber(text) };
  const value = holding.round(Number(text));
  return Number.isFinite(value)
    ? { value }
    : { problem: 'is too large for its type; infinity is written as Infinity' };
}

function integerOf(
  text: string,
  holding: Extract<Holding, { readonly kind: 'integer' }>,
  dtype: string,
): HeldValue {
  if (NOT_FINITE.has(text)) return { problem: `cannot be held as ${dtype}` };
  if (!DECIMAL.test(text)) return { problem: noNumber(text) };
  const isPlain = /^[+-]?\d+$/.test(text);
  const number = Number(text);
  if (!isPlain && !Number.isSafeInteger(number))
    return { problem: `is no whole number, and the tensor holds ${dtype}` };
  const value = BigInt(isPlain ? text.replace('+', '') : number);
  if (!isIn(holding, value))
    return { problem: `is outside of ${dtype}, which goes from ${holding.low} to ${holding.high}` };
  return { value: isWide(holding) ? value : Number(value) };
}

function boolOf(text: string): HeldValue {
  const word = text.toLowerCase();
  if (word === 'true' || Number(text) === 1) return { value: 1 };
  if (word === 'false' || Number(text) === 0) return { value: 0 };
  return { problem: 'is neither true, false, 1 nor 0' };
}

function noNumber(text: string): string {
  return text.includes(',')
    ? 'holds a comma: write decimals with a point, as in 1.5, and thousands without a mark'
    : 'is no number';
}

function isIn(range: { readonly low: bigint; readonly high: bigint }, value: bigint): boolean {
  return value >= range.low && value <= range.high;
}

/** Whether values come as BigInt. */
function isWide({ low, high }: { readonly low: bigint; readonly high: bigint }): boolean {
  return high - low > 2n ** 33n;
}
