import { existsSync, lstatSync, readdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { isOrHolds } from '../compute/client';
import { UsageError } from './usage';

/** What is to be written. */
export interface Target {
  /** As the person gave it. */
  readonly path: string;
  /** For a folder, a file that every folder of its kind holds; null for a file. */
  readonly folderOf: string | null;
}

/**
 * Asked before any work, which may take minutes.
 * @param force Whether what is there may be replaced.
 * @throws UsageError where a target has no folder to lie in, something is there that may not be replaced,
 *   or two targets are in each other's way.
 */
export function checkFree(targets: readonly Target[], force: boolean): void {
  for (const [i, { path }] of targets.entries())
    for (const { path: other } of targets.slice(i + 1))
      if (isOrHolds(path, other) || isOrHolds(other, path))
        throw new UsageError(`${path} and ${other} are in each other's way. Choose two places.`);
  for (const target of targets) checkPlace(target, force);
}

/** @throws UsageError where one of the files, which are read, would be replaced. */
export function checkUnread(targets: readonly Target[], files: readonly string[]): void {
  for (const { path } of targets)
    if (files.some((file) => isOrHolds(path, file)))
      throw new UsageError(`${path} holds a model that is read. Choose another place.`);
}

function checkPlace({ path, folderOf }: Target, force: boolean): void {
  const target = resolve(path);
  const parent = dirname(target);
  if (!existsSync(parent))
    throw new UsageError(`${path} has no folder to lie in. Make ${dirname(path)} first.`);
  if (!statSync(parent).isDirectory())
    throw new UsageError(`${path} has no folder to lie in: ${dirname(path)} is a file.`);
  // Of a link that leads nowhere nothing but the link is replaced.
  if (lstatSync(target, { throwIfNoEntry: false }) === undefined) return;
  if (existsSync(target)) checkKind(target, path, folderOf);
  if (!force) throw new UsageError(`${path} is there already. Give --force to replace it.`);
  if (folderOf !== null && existsSync(target)) checkFolder(target, path, folderOf);
}

function checkKind(target: string, path: string, folderOf: string | null): void {
  const found = statSync(target);
  if (folderOf === null && !found.isFile())
    throw new UsageError(`${path} is there and is no file. Name a file.`);
  if (folderOf !== null && !found.isDirectory())
    throw new UsageError(`${path} is there and is no folder. Name a folder.`);
}

/** A folder goes with all that it holds, so it has to look like what was written before. */
function checkFolder(target: string, path: string, folderOf: string): void {
  if (isOrHolds(target, process.cwd()))
    throw new UsageError(`${path} holds the folder you work in. Choose another folder.`);
  const names = readdirSync(target);
  if (names.length > 0 && !names.includes(folderOf))
    throw new UsageError(
      `${path} holds other files and no ${folderOf}, so it is not replaced. Choose another folder, or empty it.`,
    );
}
