import type * as vscode from 'vscode';
import type { FilesApi, HostFile } from '../protocol/compute';
import { beside } from './beside';
import { workspaceFiles } from './workspaceFiles';

/** Files that the worker of a model asks the host for: the model's own, and to be read those beside files that the user chose. */
export class WorkerFiles {
  readonly api: FilesApi = {
    size: (params, call) => this.of(params).size(params, call),
    read: (params, call) => this.of(params).read(params, call),
    state: (params, call) => this.own.state(params, call),
    names: (params, call) => this.own.names(params, call),
    write: (params, call) => this.own.write(params, call),
    remove: (params, call) => this.own.remove(params, call),
  };

  private readonly own: FilesApi;
  private readonly chosen = new Map<string, FilesApi>();

  constructor(model: vscode.Uri) {
    this.own = workspaceFiles((path) => beside(model, path));
  }

  /** The user chose this file: it may be read, and what lies in its folder. */
  allow(file: vscode.Uri): void {
    this.chosen.set(
      file.toString(),
      workspaceFiles((path) => beside(file, path)),
    );
  }

  private of({ of, path }: HostFile): FilesApi {
    const files = of === undefined ? this.own : this.chosen.get(of);
    if (files === undefined) throw new Error(`${path} is in no folder that the user chose.`);
    return files;
  }
}
