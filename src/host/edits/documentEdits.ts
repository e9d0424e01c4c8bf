import * as vscode from 'vscode';
import type { Edit, QuantizedStorage } from '../../core/model/edits/edit';
import { History, type Step } from '../../core/model/edits/history';
import type { CallOptions, Client } from '../../protocol/channel';
import type { EditApi, EditRequest, EditState, MadeEdit, SaveReport } from '../../protocol/edit';
import { valueFilesOf } from '../node/valueFiles';
import { checkEditable } from '../checkEditable';
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
  private readonly files = new Set<string>();
  private readonly history: History;
  private readonly count: UndoCount;
  /** Whether the worker, or one before it, was ever given edits. */
  private told = false;
  private quantized: QuantizedStorage | null = null;

  /** @param restored Edits of an earlier session, and whether VS Code knows of them. */
  constructor(
    private readonly model: vscode.Uri,
    private readonly worker: () => Client<EditApi>,
    restored: { readonly edits: readonly Edit[]; readonly known: boolean } | undefined,
  ) {
    this.history = new History(restored?.edits);
    this.keepTrack(restored?.edits ?? []);
    this.count = new UndoCount(restored?.known === true);
  }

  /** Files of whole tensors that edits named, undone and saved ones too. */
  get valueFiles(): readonly string[] {
    return [...this.files];
  }

  /** What lies over the files. */
  get edits(): readonly Edit[] {
    return this.history.edits;
  }

  /**
   * Gives the worker all edits, and @returns which weights they leave different from the files.
   * @throws ModelMismatchError where edits of an earlier session do not fit the files.
   */
  tellWorker(): Promise<EditState> {
    if (this.edits.length === 0 && !this.told) return Promise.resolve({ weights: [] });
    this.told = true;
    // What is sent last is as it is now, whatever is still on its way.
    return this.worker().setEdits({ edits: this.edits });
  }

  /** Makes an edit and applies it; nothing happens if the person is asked and does not answer. */
  async edit(
    request: EditRequest,
    options: CallOptions<{ readonly fraction: number }>,
  ): Promise<void> {
    await this.applyMade((quantized) => this.worker().makeEdit({ request, quantized }, options));
  }

  /**
   * Applies what `make` makes with the user's choice for quantized weights, for which they are asked if
   * that says so.
   * @returns what was made; null where they did not answer.
   */
  applyMade<Made extends MadeEdit>(
    make: (quantized: QuantizedStorage | null) => Promise<Made>,
  ): Promise<Extract<Made, { readonly edit: unknown }> | null> {
    return this.turnstile.run(async () => {
      checkEditable(this.model);
      let made: MadeEdit = await make(this.quantized);
      if ('quantized' in made) {
        const answer = await askQuantized(made.quantized, made.error);
        if (answer === undefined) return null;
        made = await make(answer);
        // An answer that was refused is not held on to.
        this.quantized = answer;
      }
      if ('quantized' in made) return null;
      if (made.edit !== null) await this.put(made.edit);
      return made as Extract<Made, { readonly edit: unknown }>;
    });
  }

  /** Applies an edit that was made elsewhere: injected. */
  apply(edit: Edit): Promise<void> {
    return this.turnstile.run(async () => {
      checkEditable(this.model);
      await this.put(edit);
    });
  }

  /**
   * Runs what writes the edits to the files; until it has ended no edit changes them.
   * @param write Gives the way back to what the files held before, or null if they are as they were.
   * @param reopen Reads what was written.
   */
  save(
    write: () => Promise<Pick<SaveReport, 'before' | 'metadata' | 'training'> | null>,
    reopen: () => Promise<void>,
  ): Promise<void> {
    return this.turnstile.run(async () => {
      const saved = await write();
      if (saved === null) this.history.revert();
      else this.history.saved(saved.before, saved.metadata, saved.training);
      this.keepTrack([
        { patches: saved?.before ?? [], ...(saved?.training && { training: saved.training }) },
      ]);
      this.count.saved();
      // Saved elsewhere because it was deleted here, it cannot be shown as its files are.
      await this.show().catch((error: unknown) => {
        if (saved !== null) throw error;
      });
      await reopen();
    });
  }

  /** @param files Tells whether the files are still those that the edits lie over. */
  revert(files: () => Promise<boolean>): Promise<void> {
    // VS Code does not wait for the answer.
    this.count.reverted();
    return this.turnstile.run(async () => {
      if (await files()) this.history.revert();
      else this.history.restart();
      await this.show();
    });
  }

  /** Files that others changed were found: true if no edit lies over them, so that they can be read anew. */
  giveWay(found: () => Promise<boolean>): Promise<'same' | 'gaveWay' | 'unsaved'> {
    return this.turnstile.run(async () => {
      if (!(await found())) return 'same';
      if (this.history.dirty) return 'unsaved';
      this.history.restart();
      return 'gaveWay';
    });
  }

  dispose(): void {
    this.stacked.dispose();
    this.shown.dispose();
  }

  private async put(edit: Edit): Promise<void> {
    this.keepTrack([edit]);
    const step = this.history.push(edit);
    const state = await this.tellWorker().catch((error: unknown) => {
      this.history.undo(step);
      throw error;
    });
    this.count.push(step);
    this.stacked.fire({
      label: edit.label,
      undo: () => this.walk('undo', step),
      redo: () => this.walk('redo', step),
    });
    this.tellDirty();
    this.shown.fire(state);
  }

  private walk(direction: 'undo' | 'redo', step: Step): Promise<void> {
    // VS Code has counted already, whatever we still wait for.
    this.count[direction](step);
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
    this.shown.fire(await this.tellWorker());
  }

  private keepTrack(edits: readonly Pick<Edit, 'patches' | 'training'>[]): void {
    for (const file of valueFilesOf(edits)) this.files.add(file);
  }

  /** Sees to it that VS Code does not take the document for saved when it is not. */
  tellDirty(): void {
    if (!this.history.dirty || this.count.dirty) return;
    this.count.changed();
    this.stacked.fire(undefined);
  }
}
