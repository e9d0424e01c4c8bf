/**
 * Adds each value of [edges[0], edges[last]] to its bin; NaN, infinities and what lies outside are left out.
 * A product gives the bin to within one, the edges decide, the last bin is closed: the counts are
 * those of numpy.histogram on float64 (numpy/lib/_histograms_impl.py).
 */
export function countBins(
  values: Float64Array,
  length: number,
  edges: Float64Array,
  counts: Float64Array,
): void {
  const bins = counts.length;
  const low = edges[0] ?? 0;
  const high = edges[bins] ?? 0;
  for (let i = 0; i < length; i++) {
    const x = values[i] ?? 0;
    if (!(x >= low && x <= high)) continue;
    const bin = binOf(x, edges, bins);
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
}

/** The bin of a value within [edges[0], edges[bins]]. */
export function binOf(x: number, edges: Float64Array, bins: number): number {
  const low = edges[0] ?? 0;
  // Infinite for a range of denormal float64, where the bin is then found from the first one on.
  let bin = ((x - low) * (bins / ((edges[bins] ?? 0) - low))) | 0;
  if (bin >= bins) bin = bins - 1;
  while (x < (edges[bin] ?? 0)) bin--;
  while (x >= (edges[bin + 1] ?? 0) && bin < bins - 1) bin++;
  return bin;
}

/** How many values lie within (-limit, limit). */
export function countBelow(values: Float64Array, length: number, limit: number): number {
  let count = 0;
  for (let i = 0; i < length; i++) {
    if (Math.abs(values[i] ?? 0) < limit) count++;
  }
  return count;
}
