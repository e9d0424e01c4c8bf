/** What a saved shard is called in its new version: `weights.rev2.bin`, or `shard1.rev2` without extension. */
const REVISION = /\.rev(\d{1,15})(?=(?:\.[^./]*)?$)/;

/** A path without its revision, and which that is; 1 where it has none. */
export function revisionOf(path: string): { readonly original: string; readonly revision: number } {
  const revision = Number(REVISION.exec(path)?.[1] ?? 1);
  return { original: path.replace(REVISION, ''), revision };
}

/**
 * The path for a new version of a shard, later than all that are there: whoever still reads by an old
 * model.json must never find new bytes under an old name. Grows by no more than its digits.
 * @param isTaken whether a path, spelled as `path` is, may not be used
 */
export function nextShardPath(path: string, isTaken: (path: string) => boolean): string {
  const { original, revision } = revisionOf(path);
  const dot = original.lastIndexOf('.');
  const stem = dot > original.lastIndexOf('/') + 1 ? original.slice(0, dot) : original;
  const extension = original.slice(stem.length);
  for (let next = revision + 1; ; next++) {
    const candidate = `${stem}.rev${next}${extension}`;
    if (!isTaken(candidate)) return candidate;
  }
}
