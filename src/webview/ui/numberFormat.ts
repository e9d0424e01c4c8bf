import type { WeightValues } from '../../core/format/weightSource';
import { type NumberFormat, type NumberStorage, numberText } from '../../core/shownNumber';

export {
  count,
  NUMBER_FORMATS,
  type NumberFormat,
  numberText,
  percentText,
  shortNumber,
  shortOr,
} from '../../core/shownNumber';

/** One exact value as text. Integers and strings have one form only. */
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

function storage(values: WeightValues): NumberStorage {
  if (values instanceof Float32Array) return 'float32';
  return values instanceof Float64Array ? 'float64' : 'integer';
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
