import * as vscode from 'vscode';
import { mapBounded } from '../core/format/mapBounded';
import { beside } from './beside';

/** Files asked about at once: a model may have hundreds of shards on a remote file system. */
const AT_ONCE = 16;

/**
 * Sizes and times of a model's files as they were when they were last read or written by us, by which
 * somebody else's change is told from the echo of our own.
 */
export class FileStamps {
  private taken: Promise<string> | undefined;
  private files: readonly vscode.Uri[];

  constructor(private readonly model: vscode.Uri) {
    this.files = [model];
  }

  /** @param shards As the manifest spells them. */
  async take(shards: readonly string[]): Promise<string> {
    this.files = [this.model, ...shards.flatMap((path) => beside(this.model, path) ?? [])];
    this.taken = this.read();
    return this.taken;
  }

  /** Those taken last; undefined before that. */
  get last(): Promise<string> | undefined {
    return this.taken;
  }

  /** Whether all files are still as they were. From now on, as they are is how they were. */
  async stillHold(): Promise<boolean> {
    const before = await this.taken;
    this.taken = this.read();
    return before === (await this.taken);
  }

  private async read(): Promise<string> {
    return (await mapBounded(this.files, AT_ONCE, stamp)).join('\n');
  }
}

async function stamp(uri: vscode.Uri): Promise<string> {
  try {
    const { mtime, size } = await vscode.workspace.fs.stat(uri);
    return `${uri.path} ${mtime} ${size}`;
  } catch {
    return missing(uri);
  }
}

export async function isMissing(uri: vscode.Uri): Promise<boolean> {
  return (await stamp(uri)) === missing(uri);
}

/** The stamp of a file that is not there. */
export function missing({ path }: vscode.Uri): string {
  return `${path} missing`;
}
