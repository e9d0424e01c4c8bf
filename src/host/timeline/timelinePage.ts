import { posix } from 'node:path';
import * as vscode from 'vscode';
import { startTimelineWorker, type TimelineWorker } from '../../compute/client';
import { ModelMismatchError } from '../../core/errors';
import type { TimelineHostApi, TimelineStart } from '../../protocol/timelinePage';
import type { Reporter } from '../reporter';
import { WebviewPage } from '../webviewPage';
import { workspaceFiles } from '../workspaceFiles';
import { type Checkpoint, findCheckpoints } from './findCheckpoints';

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
        const shown = vscode.workspace.asRelativePath(target);
        vscode.window.setStatusBarMessage(`$(check) Saved ${shown}`, 4000);
        return null;
      },
      report: ({ message, stack }) => {
        this.reporter.record(Object.assign(new Error(message), { stack }));
        return Promise.resolve(null);
      },
    };
  }

  private startWorker(): TimelineWorker {
    const files = this.steps.map(({ uri }) => workspaceFiles(vscode.Uri.joinPath(uri, '..')));
    const of = (step: number) => {
      const found = files[step];
      if (found === undefined) throw new RangeError(`There is no step ${step}.`);
      return found;
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
