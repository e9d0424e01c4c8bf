import { posix } from 'node:path';
import * as vscode from 'vscode';
import { startTimelineWorker, type TimelineWorker } from '../../compute/client';
import { ModelMismatchError } from '../../core/errors';
import type { FilesApi } from '../../protocol/compute';
import type { TimelineHostApi, TimelineStart } from '../../protocol/timelinePage';
import type { Reporter } from '../reporter';
import { tellSaved } from '../saveAs';
import { WebviewPage } from '../webviewPage';
import { beside } from '../beside';
import { workspaceFiles } from '../workspaceFiles';
import { type Checkpoint, findCheckpoints } from './findCheckpoints';

/** Steps whose files are kept where only VS Code reaches them: the first, the one before and the one that is read. */
const MOST_READ = 3;

/** One tab that follows a model through the checkpoints of a folder. */
export class TimelinePage {
  private worker: TimelineWorker | undefined;
  private steps: readonly Checkpoint[] = [];

  constructor(
    panel: vscode.WebviewPanel,
    private readonly folder: vscode.Uri,
    private readonly extensionUri: vscode.Uri,
    private readonly reporter: Reporter,
  ) {
    const page = this.serve();
    new WebviewPage<object, TimelineHostApi>(panel, extensionUri, 'timeline', page);
    panel.title = `${posix.basename(folder.path)} (timeline)`;
    panel.onDidDispose(() => this.worker?.dispose());
  }

  private serve(): TimelineHostApi {
    return {
      start: async ({ order }): Promise<TimelineStart> => {
        this.worker?.dispose();
        this.worker = undefined;
        this.steps = await findCheckpoints(this.folder, order);
        const { length } = this.steps;
        const shown = vscode.workspace.asRelativePath(this.folder);
        if (length < 2) {
          throw new ModelMismatchError(
            `${shown} holds ${length === 0 ? 'no model' : 'one model'}: a timeline takes two or more, each as model.json in a folder of its own or as model-….json.`,
          );
        }
        return {
          uri: this.folder.toString(),
          folder: shown,
          steps: this.steps.map(({ name, changed }) => ({ name, changed })),
        };
      },
      run: async (_, { signal, progress }) => {
        this.worker ??= this.startWorker();
        return this.worker.timeline.run(null, { signal, onProgress: progress });
      },
      compare: async ({ a, b }) => {
        const [one, other] = [this.steps[a], this.steps[b]];
        if (one === undefined || other === undefined) return null;
        const pair = [one.uri, other.uri];
        await vscode.commands.executeCommand('weightscope.compareSelected', one.uri, pair);
        return null;
      },
      saveCsv: async ({ text }) => {
        const target = await vscode.window.showSaveDialog({
          defaultUri: vscode.Uri.joinPath(this.folder, 'timeline.csv'),
          filters: { CSV: ['csv'] },
        });
        if (target === undefined) return null;
        await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(text));
        tellSaved(target);
        return null;
      },
      report: ({ message, stack }) => {
        this.reporter.record(Object.assign(new Error(message), { stack }));
        return Promise.resolve(null);
      },
    };
  }

  private startWorker(): TimelineWorker {
    const { steps } = this;
    const kept = new Map<number, FilesApi>();
    const of = (step: number): FilesApi => {
      const { uri } = steps[step] ?? {};
      if (uri === undefined) throw new RangeError(`There is no step ${step}.`);
      const files = kept.get(step) ?? workspaceFiles((path) => beside(uri, path));
      kept.delete(step);
      kept.set(step, files);
      const [oldest] = kept.keys();
      if (kept.size > MOST_READ && oldest !== undefined) kept.delete(oldest);
      return files;
    };
    const worker = startTimelineWorker(
      vscode.Uri.joinPath(this.extensionUri, 'dist', 'worker.js').fsPath,
      this.steps.map(({ uri }) => ({
        path: uri.scheme === 'file' ? uri.fsPath : null,
        fileName: posix.basename(uri.path),
      })),
      {
        size: ({ step, path }, call) => of(step).size({ path }, call),
        read: ({ step, ...range }, call) => of(step).read(range, call),
      },
    );
    worker.onExit(() => {
      if (this.worker === worker) this.worker = undefined;
    });
    return worker;
  }
}
