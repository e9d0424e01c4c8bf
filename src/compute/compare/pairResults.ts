import { type PlacedDifference, tensorDifference } from '../../core/compare/tensorDifference';
import type { PairDifference } from '../../core/compare/comparison';
import type { CompareProgress } from '../../protocol/compare';
import { type Part, valuesOf, type WeightPair } from './parts';

/** Time between two messages: what a table can show, whatever the number of small tensors. */
const MESSAGE_INTERVAL_MS = 50;

/** A little beside its values, for the sake of thousands of scalars. */
const COST_OF_PART = 256;

interface Open {
  readonly pieces: PlacedDifference[];
  failure: Error | undefined;
  /** Values not yet compared. */
  left: number;
}

/** Puts the parts of each pair together, in whatever order they come, and tells of those that are whole. */
export class PairResults {
  private readonly open = new Map<number, Open>();
  private readonly total: number;
  private done = 0;
  private compared: PairDifference[] = [];
  private sent = performance.now();

  constructor(
    private readonly pairs: readonly WeightPair[],
    private readonly progress: (value: CompareProgress) => void,
  ) {
    this.total = pairs.reduce((sum, { a }) => sum + valuesOf(a) + COST_OF_PART, 0) || 1;
  }

  add({ pair, start, end }: Part, result: readonly PlacedDifference[] | Error): void {
    const one = this.of(pair);
    if (result instanceof Error) one.failure ??= result;
    else one.pieces.push(...result);
    one.left -= end - start;
    this.done += end - start;
    if (one.left > 0) return;
    this.open.delete(pair);
    this.done += COST_OF_PART;
    this.compared.push(
      one.failure === undefined
        ? { pair, difference: tensorDifference(one.pieces) }
        : { pair, problem: one.failure.message },
    );
    if (performance.now() - this.sent >= MESSAGE_INTERVAL_MS) this.send();
  }

  send(): void {
    this.progress({ compared: this.compared, fraction: this.done / this.total });
    this.compared = [];
    this.sent = performance.now();
  }

  private of(pair: number): Open {
    const known = this.open.get(pair);
    if (known !== undefined) return known;
    const weight = this.pairs[pair]?.a;
    const left = weight === undefined ? 0 : valuesOf(weight);
    const made: Open = { pieces: [], failure: undefined, left };
    this.open.set(pair, made);
    return made;
  }
}
