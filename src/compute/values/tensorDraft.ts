import { shownName } from '../../core/format/sentence';
import type { Numbers } from '../../core/format/valueKind';
import type { WeightValues } from '../../core/format/weightSource';
import { ChangeSums } from '../../core/inject/changeSums';
import { isChanged } from '../../core/model/edits/changedValues';
import type { Holding } from '../../core/model/edits/holding';
import type { ValueStore } from '../../core/model/edits/valueStore';
import type { Weight } from '../../core/model/model';
import { heldPiece } from '../edits/heldPiece';
import type { FlatRead } from '../flatRead';
import { PIECE } from '../scan';
import type { Turn } from '../turns';
import { inKindOf } from './inKindOf';
import { ValueFile } from './valueFile';

/** New values of one tensor as they come. Nothing is written while they are those of before. */
export class TensorDraft {
  /** Whether a value was rounded to what the tensor holds. */
  rounded = false;
  /** From the values as they are to those that it holds now. */
  readonly sums = new ChangeSums();
  /** Of values in all. */
  readonly count: number;
  private readonly before: FlatRead;
  private taken = 0;
  private changed: ValueFile | undefined;

  /** @param before The values as they are. */
  constructor(
    readonly weight: Weight,
    before: { readonly read: FlatRead; readonly count: number },
    private readonly holding: Holding,
    private readonly store: ValueStore,
  ) {
    this.before = before.read;
    this.count = before.count;
  }

  /** Whether a value that came is another than before. */
  get changes(): boolean {
    return this.changed !== undefined;
  }

  /** @throws RangeError where values of it are still to come. */
  checkWhole(): void {
    if (this.taken === this.count) return;
    throw new RangeError(
      `Of ${shownName(this.weight.name)} only ${this.taken} of ${this.count} values came.`,
    );
  }

  async add(values: WeightValues, turn: Turn): Promise<void> {
    if (!ArrayBuffer.isView(values) || this.taken + values.length > this.count)
      throw new RangeError(
        `${shownName(this.weight.name)} holds ${this.count} numbers, and others came for it.`,
      );
    for (let start = 0; start < values.length; start += PIECE) {
      await this.take(values.subarray(start, start + PIECE));
      await turn();
    }
    if (this.taken === this.count) await this.changed?.end();
  }

  /** Null where all values are as they were. */
  async file(): Promise<string | null> {
    return (await this.changed?.end()) ?? null;
  }

  /** Removes what was written. */
  async drop(): Promise<void> {
    await this.changed?.drop();
  }

  private async take(came: Numbers): Promise<void> {
    const [start, end] = [this.taken, this.taken + came.length];
    const before = await this.before(start, end);
    const exact = inKindOf(this.weight, came, before);
    const values = heldPiece(exact, this.holding, this.weight.name);
    if (ArrayBuffer.isView(before)) this.sums.add(before, values);
    this.rounded ||= values !== exact && isChanged(exact, values);
    if (isChanged(before, values)) this.changed ??= new ValueFile(this.store, this.same(start));
    this.taken = end;
    await this.changed?.put(values);
  }

  /** Values at the start that are as they were. */
  private async *same(count: number): AsyncGenerator<Numbers> {
    for (let start = 0; start < count; start += PIECE) {
      const values = await this.before(start, Math.min(count, start + PIECE));
      if (ArrayBuffer.isView(values)) yield values;
    }
  }
}
