/**
 * What VS Code believes of a document: it counts how far undo and redo have gone along its stack, and
 * takes the document for saved where the count is what it was at the last save. That is wrong after
 * undoing past a save and editing on, after edits restored from a backup are undone, and after undoing
 * while a save was running. Where it is, VS Code must be told of a change that is no edit.
 */
export class UndoCount {
  private length = 0;
  /** Of the last edit done, in the stack. */
  private at = -1;
  private savedAt = -1;
  private contentChanged = false;

  constructor(private fromBackup: boolean) {}

  get dirty(): boolean {
    if (this.contentChanged) return true;
    return this.length > 0 ? this.at !== this.savedAt : this.fromBackup;
  }

  push(): void {
    this.at++;
    this.length = this.at + 1;
  }

  undo(): void {
    this.at--;
  }

  redo(): void {
    this.at++;
  }

  /** After a save, and after a save elsewhere. */
  saved(): void {
    this.savedAt = this.at;
    this.contentChanged = false;
    this.fromBackup = false;
  }

  reverted(): void {
    this.at = this.savedAt;
    this.length = Math.min(this.length, this.at + 1);
    this.contentChanged = false;
    this.fromBackup = false;
  }

  /** VS Code was told of a change that is no edit. */
  changed(): void {
    this.contentChanged = true;
  }
}
