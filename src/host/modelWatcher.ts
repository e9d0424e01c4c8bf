import * as vscode from 'vscode';

/** A save writes several files; they are taken as one change when this much time passes without another. */
const QUIET_MS = 250;

/** Tells when model.json or one of its shards changes on disk. */
export class ModelWatcher implements vscode.Disposable {
  private readonly watchers: vscode.Disposable[];
  private shards = new Set<string>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly model: vscode.Uri,
    private readonly onChange: () => void,
  ) {
    const folder = vscode.Uri.joinPath(model, '..');
    const watcher = vscode.workspace.createFileSystemWatcher(
      new vscode.RelativePattern(folder, '*'),
    );
    const changed = (uri: vscode.Uri): void => this.changed(uri);
    this.watchers = [
      watcher,
      watcher.onDidChange(changed),
      watcher.onDidCreate(changed),
      watcher.onDidDelete(changed),
    ];
  }

  /** `paths` as the manifest spells them. */
  watch(paths: readonly string[]): void {
    const folder = vscode.Uri.joinPath(this.model, '..');
    this.shards = new Set(paths.map((path) => vscode.Uri.joinPath(folder, path).path));
  }

  dispose(): void {
    clearTimeout(this.timer);
    for (const watcher of this.watchers) watcher.dispose();
  }

  private changed(uri: vscode.Uri): void {
    if (uri.path !== this.model.path && !this.shards.has(uri.path)) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(this.onChange, QUIET_MS);
  }
}
