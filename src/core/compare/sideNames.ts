/**
 * Names that tell two files apart: those of the files where they differ, else the folders from the
 * first in which the paths differ, seen from the file. Versions of one file have its name both.
 * @param a Path with forward slashes.
 */
export function sideNames(a: string, b: string): readonly [a: string, b: string] {
  const [ours, theirs] = [a.split('/'), b.split('/')];
  const part = (parts: readonly string[], fromEnd: number): string | undefined =>
    parts.at(-fromEnd);
  if (a === b) return [part(ours, 1) ?? '', part(theirs, 1) ?? ''];
  const deepest = Math.max(ours.length, theirs.length);
  let fromEnd = 1;
  while (fromEnd < deepest && part(ours, fromEnd) === part(theirs, fromEnd)) fromEnd++;
  const name = (parts: readonly string[]): string => {
    if (fromEnd === 1) return parts.at(-1) ?? '';
    const folders = parts.slice(-fromEnd, -1).filter((folder) => folder !== '');
    return folders.length === 0 ? (parts.at(-1) ?? '') : folders.join('/');
  };
  return [name(ours), name(theirs)];
}
