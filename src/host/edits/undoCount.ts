import type { Step } from '../../core/model/edits/history';

/**
 * What VS Code believes of a document: it keeps a stack of edits and takes the document for saved
 * where its place in the stack is that of the last save. That is wrong after undoing past a save and
 * editing on, after edits restored from a backup are undone, and after undoing while a save was
 * running. Where it is, VS Code must be told of a change that is no edit.
 */
export class UndoCount {
  private stack: readonly Step[] = [];
  /** Of the last edit done. A revert may lead past the end, as it does in VS Code. */
  private at = -1;
  private savedAt = -1;
  private contentChanged = false;

  constructor(private fromBackup: boolean) {}

  get dirty(): boolean {
    if (this.contentChanged) return true;
    return this.stack.length > 0 ? this.at !== this.savedAt : this.fromBackup;
  }

  push(step: Step): void {
    this.stack = [...this.stack.slice(0, this.at + 1), step];
    this.at = this.stack.length - 1;
  }

  undo(step: Step): void {
    this.at = this.stack.indexOf(step) - 1;
  }

  redo(step: Step): void {
    this.at = this.stack.indexOf(step);
  }

  /** After a save, and after a save elsewhere. */
  saved(): void {
    this.savedAt = this.at;
    this.contentChanged = false;
    this.fromBackup = false;
  }

  reverted(): void {
    this.at = this.savedAt;
    this.stack = this.stack.slice(0, this.at + 1);
    this.contentChanged = false;
    this.fromBackup = false;
  }

  /** VS Code was told of a change that is no edit. */
  changed(): void {
    this.contentChanged = true;
  }
}
