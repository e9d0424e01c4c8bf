import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Edit, Patch } from '../../../src/core/model/edits/edit';
import { History, type Step } from '../../../src/core/model/edits/history';
import { UndoCount } from '../../../src/host/edits/undoCount';

type Values = readonly number[];

type Action =
  | { readonly type: 'edit'; readonly patch: Patch }
  | { readonly type: 'undo' | 'redo' | 'save' | 'saveElsewhere' | 'revert' | 'undoWhileSaving' };

const size = 3;
const value = fc.integer({ min: -4, max: 4 });
const patch: fc.Arbitrary<Patch> = fc.oneof(
  fc.record({
    kind: fc.constant('constant' as const),
    weight: fc.constant(0),
    slice: fc.constant(null),
    value,
  }),
  fc.record({
    kind: fc.constant('scale' as const),
    weight: fc.constant(0),
    slice: fc.constant(null),
    factor: value,
  }),
  fc
    .tuple(fc.integer({ min: 0, max: size - 1 }), value)
    .map(([position, changed]) => cells([position], [changed])),
);
const plain = (...types: Exclude<Action, { type: 'edit' }>['type'][]): fc.Arbitrary<Action> =>
  fc.constantFrom(...types.map((type) => ({ type })));
const edit = patch.map((made): Action => ({ type: 'edit', patch: made }));
const actions = fc.array(
  fc.oneof(
    { arbitrary: edit, weight: 3 },
    { arbitrary: plain('undo', 'redo'), weight: 4 },
    { arbitrary: plain('save', 'saveElsewhere', 'revert', 'undoWhileSaving'), weight: 2 },
  ),
  { maxLength: 40 },
);

describe('Edits, undo, redo, save and revert in any order', () => {
  it('show what a plain document of values shows', () => {
    fc.assert(
      fc.property(actions, fc.array(patch, { maxLength: 3 }), (run, restored) => {
        const document = new PlainDocument(restored);
        document.check();
        for (const action of run) {
          document.act(action);
          document.check();
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('never leave VS Code to think that all is saved when it is not', () => {
    fc.assert(
      fc.property(actions, fc.array(patch, { maxLength: 3 }), (run, restored) => {
        const document = new PlainDocument(restored);
        for (const action of run) {
          document.act(action);
          assert.ok(document.vscode.dirty || !document.history.dirty, action.type);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('lay nothing over the files at the saved state, however one came there', () => {
    const history = new History();
    const first = history.push(label([constant(1)]));
    const second = history.push(label([constant(2)]));
    history.saved([cells([0, 1, 2], [9, 9, 9])]);
    assert.deepEqual(history.edits, []);
    history.undo(second);
    history.undo(first);
    assert.equal(history.dirty, true);
    history.redo(first);
    history.redo(second);
    assert.deepEqual(history.edits, []);
    assert.equal(history.dirty, false);
  });

  it('keep how a quantized weight is stored when its saved edit is undone', () => {
    const history = new History();
    const step = history.push({
      label: '',
      patches: [constant(1)],
      storage: [{ weight: 0, as: 'requantize' }],
    });
    history.saved([cells([0], [5])]);
    history.undo(step);
    assert.deepEqual(history.edits, [
      {
        label: 'Undo what was saved',
        patches: [cells([0], [5])],
        storage: [{ weight: 0, as: 'requantize' }],
      },
    ]);
  });

  it('take what was saved into the metadata out again', () => {
    const history = new History();
    const metadata = [{ key: 'note', value: 1 }];
    const step = history.push({ ...label([]), metadata });
    const removed = [{ key: 'note', value: undefined }];
    history.saved([], removed);
    history.undo(step);
    assert.deepEqual(history.edits, [
      { label: 'Undo what was saved', patches: [], storage: [], metadata: removed },
    ]);
    history.redo(step);
    assert.deepEqual(history.edits, []);
  });

  it('make nothing of undoing and redoing once the files are others', () => {
    const history = new History();
    const saved = history.push(label([constant(1)]));
    history.saved([cells([0], [5])]);
    history.restart();
    history.undo(saved);
    assert.deepEqual(history.edits, []);
    history.redo(saved);
    assert.deepEqual(history.edits, []);
    assert.equal(history.dirty, false);
  });
});

/** The files, VS Code's stack with the values before and after each edit, and what is shown. */
class PlainDocument {
  readonly history: History;
  readonly vscode: VscodeModel;
  private readonly count: UndoCount;
  private file: Values = [1, 2, 3];
  private shown: Values;

  constructor(restored: readonly Patch[]) {
    const edits = restored.map((made) => label([made]));
    this.history = new History(edits);
    this.count = new UndoCount(edits.length > 0);
    this.vscode = new VscodeModel(edits.length > 0);
    this.shown = apply(this.file, edits);
  }

  check(): void {
    assert.deepEqual(apply(this.file, this.history.edits), this.shown);
  }

  act(action: Action): void {
    switch (action.type) {
      case 'edit': {
        const before = this.shown;
        const made = label([action.patch]);
        this.shown = apply(before, [made]);
        const step = this.history.push(made);
        this.count.push(step);
        this.vscode.push({ step, before, after: this.shown });
        this.tell();
        break;
      }
      case 'undo':
        this.walk('undo');
        break;
      case 'redo':
        this.walk('redo');
        break;
      case 'save':
        this.save();
        break;
      case 'undoWhileSaving': {
        const undone = this.vscode.undo();
        if (undone !== undefined) this.count.undo(undone.step);
        this.save();
        if (undone !== undefined) this.undone(undone);
        break;
      }
      case 'saveElsewhere':
        this.shown = this.file;
        this.history.revert();
        this.count.saved();
        this.vscode.saved();
        break;
      case 'revert':
        if (!this.vscode.revert()) break;
        this.count.reverted();
        this.history.revert();
        this.shown = this.file;
        break;
    }
  }

  private walk(direction: 'undo' | 'redo'): void {
    const walked = this.vscode[direction]();
    if (walked === undefined) return;
    this.count[direction](walked.step);
    if (direction === 'undo') this.undone(walked);
    else {
      this.history.redo(walked.step);
      this.shown = walked.after;
      this.tell();
    }
  }

  private undone({ step, before }: Stacked): void {
    this.history.undo(step);
    this.shown = before;
    this.tell();
  }

  private save(): void {
    const before = this.file;
    this.file = apply(this.file, this.history.edits);
    const same = before.every((number, i) => number === this.file[i]);
    this.history.saved(same ? [] : [cells([0, 1, 2], before)]);
    this.count.saved();
    this.vscode.saved();
  }

  private tell(): void {
    if (!this.history.dirty || this.count.dirty) return;
    this.count.changed();
    this.vscode.contentChanged = true;
  }
}

interface Stacked {
  readonly step: Step;
  readonly before: Values;
  readonly after: Values;
}

/**
 * As in VS Code 1.139, mainThreadCustomEditors.ts. A revert to a place that was cut off leads past the
 * end of the stack; undoing there fails, and moves on.
 */
class VscodeModel {
  contentChanged = false;
  private edits: Stacked[] = [];
  private index = -1;
  private savePoint = -1;

  constructor(private fromBackup: boolean) {}

  get dirty(): boolean {
    if (this.contentChanged) return true;
    return this.edits.length > 0 ? this.savePoint !== this.index : this.fromBackup;
  }

  push(made: Stacked): void {
    this.edits.splice(this.index + 1, this.edits.length - this.index, made);
    this.index = this.edits.length - 1;
  }

  undo(): Stacked | undefined {
    return this.index < 0 ? undefined : this.edits[this.index--];
  }

  redo(): Stacked | undefined {
    return this.index >= this.edits.length - 1 ? undefined : this.edits[++this.index];
  }

  saved(): void {
    this.contentChanged = false;
    this.savePoint = this.index;
    this.fromBackup = false;
  }

  revert(): boolean {
    if (this.index === this.savePoint && !this.contentChanged && !this.fromBackup) return false;
    this.contentChanged = false;
    this.fromBackup = false;
    this.index = this.savePoint;
    this.edits.splice(this.index + 1, this.edits.length - this.index);
    return true;
  }
}

function label(patches: readonly Patch[]): Edit {
  return { label: '', patches, storage: [] };
}

function constant(to: number): Patch {
  return { kind: 'constant', weight: 0, slice: null, value: to };
}

function cells(positions: readonly number[], values: Values): Patch {
  return {
    kind: 'cells',
    weight: 0,
    positions: Float64Array.from(positions),
    values: Float64Array.from(values),
  };
}

function apply(values: Values, edits: readonly Edit[]): Values {
  let result = values;
  for (const made of edits.flatMap(({ patches }) => patches)) {
    if (made.kind === 'constant') result = result.map(() => made.value);
    else if (made.kind === 'scale') result = result.map((number) => number * made.factor + 0);
    else if (made.kind === 'cells') {
      const changed = [...result];
      made.positions.forEach((position, i) => (changed[position] = Number(made.values[i])));
      result = changed;
    }
  }
  return result;
}
