/** What stands between two models: how far the path rises above its ends. */
export interface Barrier {
  /**
   * Largest loss on the path − mean loss of its two ends, at least 0 up to rounding (Frankle et al. 2020,
   * arXiv 1912.05671, who call it instability). Few points understate it.
   */
  readonly height: number;
  /** Where the largest is, 0 at A and 1 at B. */
  readonly at: number;
}

/**
 * @param path Losses from A to B, ends included.
 * @returns null where there are no ends or a loss is not finite.
 */
export function barrierOf(
  path: readonly { readonly at: number; readonly loss: number }[],
): Barrier | null {
  const [first, last] = [path[0], path.at(-1)];
  if (first === undefined || last === undefined || path.length < 2) return null;
  if (!path.every(({ loss }) => Number.isFinite(loss))) return null;
  const highest = path.reduce((top, point) => (point.loss > top.loss ? point : top));
  return { height: highest.loss - (first.loss + last.loss) / 2, at: highest.at };
}
