import type { Edit, MetadataChange, QuantizedStorage, TrainingChange } from './edit';

/** A state of the document: what `edit` made of the state before it. The first one has neither. */
export interface Step {
  readonly edit: Edit | null;
  readonly parent: Step | null;
}

/** A state that was written to the files, and the way back to the one written before. */
interface Save {
  readonly step: Step;
  /** Over the values of this save gives those of the save before; null where they are the same or there is none. */
  readonly before: Edit | null;
}

/**
 * Which edits lie over the files, whatever was undone, redone, saved and reverted.
 *
 * States are the nodes of a tree, and the person walks on it; the editor that keeps the undo stack
 * names each step it undoes or redoes, so the two never disagree about where they are. The edits of
 * a state are the way to it from the last save on its path, after the way back to that save.
 */
export class History {
  private saves: readonly [Save, ...Save[]];
  private current: Step;

  /** @param restored Edits of a session before, over the files as they are. */
  constructor(restored: readonly Edit[] = []) {
    this.saves = [{ step: { edit: null, parent: null }, before: null }];
    this.current = this.saves[0].step;
    for (const edit of restored) this.push(edit);
  }

  /** Whether the document differs from its files. */
  get dirty(): boolean {
    return this.current !== this.lastSave.step;
  }

  /** What lies over the values of the files, in order. */
  get edits(): readonly Edit[] {
    return this.editsOf(this.current);
  }

  push(edit: Edit): Step {
    this.current = { edit, parent: this.current };
    return this.current;
  }

  undo({ parent }: Step): void {
    if (parent !== null && this.knows(parent)) this.current = parent;
  }

  redo(step: Step): void {
    if (this.knows(step)) this.current = step;
  }

  /**
   * @param before Patches that turn the values as now saved back into those of the files before.
   * @param metadata The same of `userDefinedMetadata`.
   * @param training The same of what a later training goes on from.
   */
  saved(
    before: Edit['patches'],
    metadata: readonly MetadataChange[] = [],
    training: TrainingChange | null = null,
  ): void {
    const { edits } = this;
    const undo: Edit | null =
      before.length === 0 && metadata.length === 0 && training === null
        ? null
        : {
            label: 'Undo what was saved',
            patches: before,
            storage: storageOf(edits),
            ...(metadata.length > 0 ? { metadata } : {}),
            ...(training === null ? {} : { training }),
          };
    this.saves = [...this.saves, { step: this.current, before: undo }];
  }

  /** Back to the files. */
  revert(): void {
    this.current = this.lastSave.step;
  }

  /** The files are others now: earlier states, which were over the files as they were, are no more. */
  restart(): void {
    const step: Step = { edit: null, parent: null };
    this.saves = [{ step, before: null }];
    this.current = step;
  }

  private get lastSave(): Save {
    return this.saves[this.saves.length - 1] ?? this.saves[0];
  }

  private editsOf(state: Step): readonly Edit[] {
    const back: Edit[] = [];
    for (const { step, before } of [...this.saves].reverse()) {
      if (isOnPath(step, state)) return [...back, ...between(step, state)];
      if (before !== null) back.push(before);
    }
    return back;
  }

  private knows(step: Step): boolean {
    return isOnPath(this.saves[0].step, step);
  }
}

function isOnPath(step: Step, to: Step): boolean {
  for (let at: Step | null = to; at !== null; at = at.parent) if (at === step) return true;
  return false;
}

/** Edits that lead from one state to a later one on the same path. */
function between(from: Step, to: Step): readonly Edit[] {
  const edits: Edit[] = [];
  for (let at = to; at !== from && at.parent !== null; at = at.parent) {
    if (at.edit !== null) edits.push(at.edit);
  }
  return edits.reverse();
}

/** How the quantized weights are stored that the edits touch; the last word counts. */
function storageOf(edits: readonly Edit[]): Edit['storage'] {
  const last = new Map<number, QuantizedStorage>();
  for (const { storage } of edits) for (const { weight, as } of storage) last.set(weight, as);
  return [...last].map(([weight, as]) => ({ weight, as }));
}
