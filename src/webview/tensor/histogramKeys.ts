/** A part of the axis of values. */
export interface ValueRange {
  readonly low: number;
  readonly high: number;
}

const ZOOM = 2;
/** Of all values' range: a millionth part is finer than what a picture of weights tells. */
const LEAST = 1e-6;
/** Of the shown range. */
const STEP = 0.25;

/**
 * The range that a key leads to: plus and minus zoom about the middle, arrows move, Escape and Home show all.
 * Undefined where the key means nothing here; the range itself where it can go no further.
 */
export function rangeByKey(
  key: string,
  shown: ValueRange,
  whole: ValueRange,
): ValueRange | undefined {
  const span = shown.high - shown.low;
  const most = whole.high - whole.low;
  const at = (low: number, wanted: number): ValueRange => {
    const width = Math.min(wanted, most);
    const start = Math.max(whole.low, Math.min(whole.high - width, low));
    return { low: start, high: Math.min(whole.high, start + width) };
  };
  switch (key) {
    case '+':
    case '=':
      if (span / ZOOM < LEAST * most) return shown;
      return at(shown.low + (span - span / ZOOM) / 2, span / ZOOM);
    case '-':
      return at(shown.low - (span * ZOOM - span) / 2, span * ZOOM);
    case 'ArrowLeft':
      return at(shown.low - STEP * span, span);
    case 'ArrowRight':
      return at(shown.low + STEP * span, span);
    case 'Escape':
    case 'Home':
      return whole;
    default:
      return undefined;
  }
}
