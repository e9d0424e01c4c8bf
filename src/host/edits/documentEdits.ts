import * as vscode from 'vscode';
import { ModelMismatchError } from '../../core/errors';
import type { Edit, QuantizedStorage } from '../../core/model/edits/edit';
import { History, type Step } from '../../core/model/edits/history';
import type { Call, Client } from '../../protocol/channel';
import type { EditApi, EditRequest, EditState } from '../../protocol/edit';
import { askQuantized } from './askQuantized';
import { Turnstile } from './turnstile';
import { UndoCount } from './undoCount';

/** A step on VS Code's undo stack; without one, a change that only a save or a revert takes away. */
export interface StackEdit {
  readonly label: string;
  undo(): Promise<void>;
  redo(): Promise<void>;
}

/**
 * The edits of one document, kept here as plain records so that they outlive the worker that applies
 * them. Edits, undo, save and revert pass one at a time.
 */
export class DocumentEdits implements vscode.Disposable {
  private readonly stacked = new vscode.EventEmitter<StackEdit | undefined>();
  /** For VS Code's undo stack and dirty mark. */
  readonly onDidChange = this.stacked.event;

  private readonly shown = new vscode.EventEmitter<EditState>();
  /** For the pages. */
  readonly onDidEdit = this.shown.event;

  private readonly turnstile = new Turnstile();
  private readonly history: History;
  private readonly count: UndoCount;
  private quantized: QuantizedStorage | null = null;

  /** @param restored Edits of a session that did not end well. */
  constructor(
    private readonly worker: () => Client<EditApi>,
    restored?: readonly Edit[],
  ) {
    this.history = new History(restored);
    this.count = new UndoCount(restored !== undefined);
  }

  get dirty(): boolean {
    return this.history.dirty;
  }

  /** What lies over the files. */
  get edits(): readonly Edit[] {
    return this.history.edits;
  }

  /** Which weights differ from the files now. */
  state(): Promise<EditState> {
    if (this.edits.length === 0) return Promise.resolve({ weights: [] });
    return this.worker().setEdits({ edits: this.edits });
  }

  /** Makes an edit and applies it; nothing happens if the person is asked and does not answer. */
  edit(request: EditRequest, call: Call<{ readonly fraction: number }>): Promise<void> {
    return this.turnstile.run(async () => {
      checkTrust();
      const edit = await this.make(request, call);
      if (edit !== null) await this.put(edit);
    });
  }

  /** Applies an edit that was made elsewhere: injected, retrained. */
  apply(edit: Edit): Promise<void> {
    return this.turnstile.run(async () => {
      checkTrust();
      await this.put(edit);
    });
  }

  /**
   * Runs what writes the edits to the files; until it has ended no edit changes them.
   * @param write Gives the patches back to what the files held before, or null if they are as they were.
   */
  save(write: () => Promise<Edit['patches'] | null>): Promise<void> {
    return this.turnstile.run(async () => {
      const before = await write();
      if (before === null) this.history.revert();
      else this.history.saved(before);
      this.count.saved();
      await this.show();
    });
  }

  revert(): Promise<void> {
    // VS Code does not wait for the answer.
    this.count.reverted();
    return this.turnstile.run(async () => {
      this.history.revert();
      await this.show();
    });
  }

  dispose(): void {
    this.stacked.dispose();
    this.shown.dispose();
  }

  private async make(
    request: EditRequest,
    { signal, progress }: Call<{ readonly fraction: number }>,
  ): Promise<Edit | null> {
    const make = (): ReturnType<Client<EditApi>['makeEdit']> =>
      this.worker().makeEdit(
        { request, quantized: this.quantized },
        { signal, onProgress: progress },
      );
    let made = await make();
    if ('quantized' in made) {
      const answer = await askQuantized(made.quantized);
      if (answer === undefined) return null;
      this.quantized = answer;
      made = await make();
    }
    return 'edit' in made ? made.edit : null;
  }

  private async put(edit: Edit): Promise<void> {
    const state = await this.worker().setEdits({ edits: [...this.edits, edit] });
    const step = this.history.push(edit);
    this.count.push();
    this.stacked.fire({
      label: edit.label,
      undo: () => this.walk(() => this.count.undo(), step, 'undo'),
      redo: () => this.walk(() => this.count.redo(), step, 'redo'),
    });
    this.tellDirty();
    this.shown.fire(state);
  }

  private walk(count: () => void, step: Step, direction: 'undo' | 'redo'): Promise<void> {
    // VS Code has counted already, whatever we still wait for.
    count();
    return this.turnstile.run(async () => {
      this.history[direction](step);
      try {
        await this.show();
      } finally {
        // Not before: the answer to a save that has just ended reaches VS Code first.
        this.tellDirty();
      }
    });
  }

  private async show(): Promise<void> {
    this.shown.fire(await this.worker().setEdits({ edits: this.edits }));
  }

  private tellDirty(): void {
    if (!this.history.dirty || this.count.dirty) return;
    this.count.changed();
    this.stacked.fire(undefined);
  }
}

function checkTrust(): void {
  if (vscode.workspace.isTrusted) return;
  throw new ModelMismatchError(
    'This workspace is not trusted: its models can be viewed but not changed. Trust it to edit (Workspaces: Manage Workspace Trust).',
  );
}
