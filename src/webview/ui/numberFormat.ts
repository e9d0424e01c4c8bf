import { shortestFloat32 } from '../../core/exchange/numberText';
import type { WeightValues } from '../../core/format/weightSource';

export const NUMBER_FORMATS = ['full', 'fixed', 'scientific'] as const;
export type NumberFormat = (typeof NUMBER_FORMATS)[number];

const FIXED_DIGITS = 6;

/**
 * One exact value as text. 'full' is the shortest decimal that reads back as the same stored value;
 * the others round to six digits. Integers and strings have one form only.
 */
export function cellText(values: WeightValues, index: number, format: NumberFormat): string {
  const value = values[index];
  if (value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'bigint') return value.toString();
  return numberText(value, format, storage(values));
}

/** Every digit, and infinity in the word that is read back. */
export function editableText(values: WeightValues, index: number): string {
  const value = values[index];
  return value === Infinity || value === -Infinity
    ? String(value)
    : cellText(values, index, 'full');
}

type Storage = 'float32' | 'float64' | 'integer';

function storage(values: WeightValues): Storage {
  if (values instanceof Float32Array) return 'float32';
  return values instanceof Float64Array ? 'float64' : 'integer';
}

export function numberText(value: number, format: NumberFormat, stored: Storage): string {
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

/** At most `digits` significant digits, without trailing zeros: for labels, never for exact values. */
export function shortNumber(value: number, digits = 4): string {
  if (!Number.isFinite(value)) return numberText(value, 'full', 'float64');
  if (value === 0) return '0';
  const magnitude = Math.abs(value);
  if (magnitude >= 10 ** Math.max(digits, 6) || magnitude < 1e-4) {
    return value.toExponential(digits - 1).replace(/\.?0+e/, 'e');
  }
  return String(Number(value.toPrecision(digits)));
}

/** One for all: making it anew for each number would cost more than all else a row needs. */
const GROUPED = new Intl.NumberFormat('en-US');

/** 1,234,567 */
export function count(value: number): string {
  return GROUPED.format(value);
}

const UNITS = ['B', 'KB', 'MB', 'GB', 'TB'] as const;

/** 1024-based, three digits: "144 B", "1.5 KB". */
export function byteText(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${unit === 0 ? value : Number(value.toPrecision(3))} ${UNITS[unit] ?? 'B'}`;
}

export function percentText(part: number, whole: number): string {
  if (whole === 0) return 'n/a';
  const percent = (100 * part) / whole;
  return part > 0 && percent < 0.01 ? '<0.01 %' : `${Number(percent.toFixed(2))} %`;
}
