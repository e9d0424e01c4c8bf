import { realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';

/**
 * Whether to replace `target` takes `file` away. Links count both as what they lead to and as the
 * place where they lie, as a model.json that is a link has its shards beside the link.
 */
export function isOrHolds(target: string, file: string): boolean {
  const files = placesOf(file);
  return placesOf(target).some((outer) => files.some((inner) => isWithin(outer, inner)));
}

function placesOf(path: string): readonly string[] {
  const full = resolve(path);
  const place = join(real(dirname(full)), basename(full));
  return [place, real(place)];
}

function real(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    // What is not there, or not there yet, leads nowhere else.
    return path;
  }
}

function isWithin(outer: string, inner: string): boolean {
  const way = relative(outer, inner);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
