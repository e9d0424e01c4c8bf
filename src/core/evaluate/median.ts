/** NaN of nothing. Of an even number, the mean of the two in the middle. */
export function medianOf(values: Float64Array): number {
  const sorted = values.slice().sort();
  const half = sorted.length >> 1;
  const [low, high] = [sorted[half - 1] ?? NaN, sorted[half] ?? NaN];
  return sorted.length % 2 === 1 ? high : low / 2 + high / 2;
}
