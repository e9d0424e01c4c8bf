import * as vscode from 'vscode';

/** A file system that only the extension host reaches, like those of remote and virtual workspaces. */
export class MemoryFileSystem implements vscode.FileSystemProvider {
  private readonly changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.changed.event;
  /** Counts up with every write. */
  private clock = 1;
  private readonly written = new Map<string, number>();

  constructor(private readonly files: Map<string, Uint8Array>) {}

  stat(uri: vscode.Uri): vscode.FileStat {
    if (this.isFolder(uri.path)) {
      return { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 };
    }
    const mtime = this.written.get(uri.path) ?? 0;
    return { type: vscode.FileType.File, ctime: 0, mtime, size: this.readFile(uri).length };
  }

  readFile(uri: vscode.Uri): Uint8Array {
    const bytes = this.files.get(uri.path);
    if (bytes === undefined) throw vscode.FileSystemError.FileNotFound(uri);
    return bytes;
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  readDirectory(uri: vscode.Uri): [string, vscode.FileType][] {
    const start = `${uri.path}/`;
    return [...this.files.keys()]
      .filter((path) => path.startsWith(start))
      .map((path) => [path.slice(start.length), vscode.FileType.File]);
  }

  createDirectory(): void {
    // Folders are there as soon as a file is in them.
  }

  writeFile(uri: vscode.Uri, bytes: Uint8Array): void {
    this.files.set(uri.path, bytes.slice());
    this.tell(vscode.FileChangeType.Changed, uri);
  }

  delete(uri: vscode.Uri): void {
    if (!this.files.delete(uri.path)) throw vscode.FileSystemError.FileNotFound(uri);
    this.tell(vscode.FileChangeType.Deleted, uri);
  }

  rename(from: vscode.Uri, to: vscode.Uri): void {
    this.files.set(to.path, this.readFile(from));
    this.files.delete(from.path);
    this.tell(vscode.FileChangeType.Deleted, from);
    this.tell(vscode.FileChangeType.Changed, to);
  }

  private tell(type: vscode.FileChangeType, uri: vscode.Uri): void {
    this.written.set(uri.path, this.clock++);
    this.changed.fire([{ type, uri }]);
  }

  private isFolder(path: string): boolean {
    return [...this.files.keys()].some((file) => file.startsWith(`${path === '/' ? '' : path}/`));
  }
}
