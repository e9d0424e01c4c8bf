import { shortestFloat32 } from './exchange/numberText';

export const NUMBER_FORMATS = ['full', 'fixed', 'scientific'] as const;
export type NumberFormat = (typeof NUMBER_FORMATS)[number];

export type NumberStorage = 'float32' | 'float64' | 'integer';

const FIXED_DIGITS = 6;

/** 'full' is the shortest decimal that reads back as the same stored value; the others round to six digits. */
export function numberText(value: number, format: NumberFormat, stored: NumberStorage): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  if (stored === 'integer') return String(value);
  switch (format) {
    case 'full':
      if (Object.is(value, -0)) return '-0';
      return stored === 'float32' ? shortestFloat32(value) : String(value);
    case 'fixed':
      return value.toFixed(FIXED_DIGITS);
    case 'scientific':
      return value.toExponential(FIXED_DIGITS);
  }
}

/**
 * At most `digits` significant digits, without trailing zeros, but all digits before the point: for
 * labels, never for exact values.
 */
export function shortNumber(value: number, digits = 4): string {
  if (!Number.isFinite(value)) return numberText(value, 'full', 'float64');
  if (value === 0) return '0';
  const magnitude = Math.abs(value);
  if (magnitude >= 10 ** Math.max(digits, 6) || magnitude < 1e-4) {
    return value.toExponential(digits - 1).replace(/\.?0+e/, 'e');
  }
  // 50256 is no longer than 50260, and true.
  return magnitude >= 10 ** digits ? value.toFixed(0) : String(Number(value.toPrecision(digits)));
}

/** As `shortNumber`; "n/a" where there is no number. */
export function shortOr(value: number | null, digits?: number): string {
  return value === null ? 'n/a' : shortNumber(value, digits);
}

/** One for all: making it anew for each number would cost more than all else a row needs. */
const GROUPED = new Intl.NumberFormat('en-US');

/** 1,234,567 */
export function count(value: number): string {
  return GROUPED.format(value);
}

/** "1 layer", "3 layers". */
export function counted(amount: number, one: string, many = `${one}s`): string {
  return `${count(amount)} ${amount === 1 ? one : many}`;
}

/** Says 0 % of nothing and 100 % of all alone. */
export function percentText(part: number, whole: number): string {
  if (whole === 0) return 'n/a';
  const percent = (100 * part) / whole;
  if (part > 0 && percent < 0.01) return '<0.01 %';
  const rounded = Number(percent.toFixed(2));
  return part < whole && rounded === 100 ? '>99.99 %' : `${rounded} %`;
}
