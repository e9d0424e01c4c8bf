import { rm } from 'node:fs/promises';
import { join, posix } from 'node:path';
import * as vscode from 'vscode';
import { checkShardPath, normalizeShardPath } from '../../core/format/checkShardPath';
import type { RefusedFile, WorkerSide } from '../../protocol/compare';
import { withSlowProgress } from '../edits/slowProgress';
import { type Commit, ModelHistory } from '../git/modelHistory';
import { CommitFiles } from '../node/commitFiles';
import { type ExtensionFolders, startWorker } from '../node/startWorker';
import { newDataFolder } from '../node/dataFolders';
import type { Side } from './side';

const WHOLE_HASH = /^[0-9a-f]{40,}$/;

/** A folder for each page that shows a model of a commit; those of ended processes are removed. */
export function commitsFolder({ globalStorageUri }: ExtensionFolders): string {
  return join(globalStorageUri.fsPath, 'commits');
}

/** A model as a commit has it: model.json and its shards, brought into a folder until the page is closed. */
export class CommitSide implements Side {
  private readonly folder: string;
  private history: Promise<ModelHistory> | undefined;
  private commit: Commit | undefined;
  private brought: { readonly hash: string; readonly side: WorkerSide } | undefined;
  private listener: vscode.Disposable | undefined;
  private readonly closed = new AbortController();

  constructor(
    readonly file: vscode.Uri,
    private readonly ref: string,
    private readonly folders: ExtensionFolders,
    private readonly onChange: () => void,
  ) {
    this.folder = newDataFolder(commitsFolder(folders));
  }

  get version(): string {
    return WHOLE_HASH.test(this.ref) ? this.ref.slice(0, 8) : this.ref;
  }

  get told(): string {
    if (this.commit === undefined) return `Compared as of ${this.version}.`;
    const { short, subject, date } = this.commit;
    return `Compared as of commit ${short} of ${date}: ${subject}`;
  }

  async identify(): Promise<void> {
    try {
      const history = await this.opened();
      this.commit = await history.commit(this.ref, this.closed.signal);
    } catch {
      // What is wrong is said when the model is asked for.
    }
  }

  async prepare(signal: AbortSignal): Promise<WorkerSide> {
    const { git, commit } = await this.found(signal);
    if (this.brought?.hash === commit.hash) return this.brought.side;
    const folder = join(this.folder, commit.hash);
    const name = posix.basename(this.file.path);
    const title = `Reading ${name} of ${this.version} from Git`;
    const files = new CommitFiles(git, commit, folder);
    const side = await withSlowProgress(
      title,
      undefined,
      async ({ signal: stopped, onProgress }) => {
        const wanted = AbortSignal.any([signal, stopped]);
        // What an earlier attempt left.
        await rm(folder, { recursive: true, force: true });
        const refusal = await files.bring(name, wanted);
        if (refusal !== undefined) throw new Error(refusal);
        const path = join(folder, name);
        const shards = await this.shardsOf(path, wanted);
        const refused: RefusedFile[] = [];
        for (const [i, shard] of shards.entries()) {
          onProgress({ fraction: i / shards.length });
          const sentence = await files.bring(shard, wanted);
          if (sentence !== undefined) refused.push({ path: shard, sentence });
        }
        return { path, fileName: name, refused };
      },
    );
    if (side.refused.length === 0) this.brought = { hash: commit.hash, side };
    return side;
  }

  watch(): void {
    // A commit never changes; that the name leads to another one is heard of in `found`.
  }

  dispose(): void {
    this.closed.abort();
    this.listener?.dispose();
    void rm(this.folder, { recursive: true, force: true, maxRetries: 5 }).catch(() => undefined);
  }

  private async found(signal: AbortSignal) {
    const history = await this.opened();
    const commit = await history.commit(this.ref, signal);
    this.commit = commit;
    this.listener ??= history.onDidMove(this.onChange);
    return { git: history.git, commit };
  }

  private opened(): Promise<ModelHistory> {
    this.history ??= ModelHistory.of(this.file);
    // Git may be switched on, or trusted, before the next attempt.
    this.history.catch(() => (this.history = undefined));
    return this.history;
  }

  /** Those that may be read; what is wrong with others is said by whoever reads the model. */
  private async shardsOf(path: string, signal: AbortSignal): Promise<readonly string[]> {
    const worker = startWorker(vscode.Uri.file(path), this.folders, () => undefined);
    try {
      const { files } = await worker.model.open(null, { signal });
      const readable = files.filter((shard) => checkShardPath(shard) === undefined);
      return [...new Set(readable.map(normalizeShardPath))];
    } finally {
      worker.dispose();
    }
  }
}
