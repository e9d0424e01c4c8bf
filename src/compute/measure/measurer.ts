import { shownName } from '../../core/format/sentence';
import { histogramEdges } from '../../core/measure/histogram';
import { secondPlan } from '../../core/measure/secondPlan';
import type { Histogram, Measures } from '../../core/measure/statistics';
import { FEW, statisticsOfFew } from '../../core/measure/statisticsOfFew';
import type { Weight } from '../../core/model/model';
import type { MeasureAllProgress, ValuesOf, WeightMeasure } from '../../protocol/model';
import type { EditedValues } from '../edits/editedValues';
import { checkBins, histogramOf } from './histogramOf';
import { asMeasurable, holdsText } from './measurable';
import { measureAll, ONE_BY_ONE, problemLine } from './measureAll';
import { measureWeight } from './measureWeight';
import type { OpenedModel } from '../openedModel';
import { countSplit, measureSplit } from '../pool/measureSplit';
import { measureTogether } from '../pool/measureTogether';
import type { PoolCall, StoredWeight } from '../pool/overParts';
import type { ScanPool } from '../pool/scanPool';
import { storageOf } from '../pool/storage';
import { PIECE } from '../scan';
import { seldom, type Turn, type Turns } from '../turns';

/** Where less is to be measured, it is done before the first thread has started (about 40 ms). */
const WORTH_THREADS_BYTES = 16 * 1024 * 1024;

/** Larger tensors are shared by the threads also where all weights are measured: one may be all there is. */
const SHARED_VALUES = 128 * PIECE;

/** A few milliseconds of work for a thread, so that to send it around takes little beside. */
const BATCH = { weights: 256, bytes: 8 * 1024 * 1024, besideBytes: 64 * 1024 };

/** Batches for each thread: while it works on one, the next is made ready. */
const BATCHES_A_THREAD = 2;

/**
 * Measures the tensors of a model as its edits leave them now: large local ones by a pool of threads,
 * the others and what edits touch on this one. One for each request.
 */
export class Measurer {
  private readonly values: EditedValues;

  constructor(
    private readonly opened: OpenedModel,
    private readonly turns: Turns,
    private readonly pool: ScanPool | undefined,
  ) {
    this.values = opened.values;
  }

  /** One tensor, because somebody looks at it. */
  async measure(
    weight: Weight,
    of: ValuesOf,
    signal: AbortSignal,
    progress: (fraction: number) => void,
  ): Promise<Measures> {
    await this.opened.summaries?.recall();
    const key = this.values.key(weight.index, of);
    const known = this.opened.measures.get(key);
    if (known !== undefined) return known;
    const shared = this.shared(weight, of);
    const call = this.poolCall('screen', signal);
    const measures = await (shared !== undefined && call !== undefined
      ? measureSplit(call, shared, progress)
      : this.turns.foreground(signal, (turn) => this.here(weight, of, turn, progress)));
    this.keep(weight, of, measures);
    if (this.values.isAsStored(weight.index, of)) this.opened.summaries?.keep();
    return measures;
  }

  /** @throws RangeError where range or bins make no histogram. */
  async histogram(
    weight: Weight,
    of: ValuesOf,
    low: number,
    high: number,
    bins: number,
    signal: AbortSignal,
  ): Promise<Histogram> {
    checkBins(low, high, bins);
    const shared = this.shared(weight, of);
    const call = this.poolCall('screen', signal);
    const plan = secondPlan(low, high, bins, 0);
    if (shared === undefined || call === undefined || plan === undefined) {
      const scanned = this.opened.scanned(weight, of, this.values);
      return this.turns.foreground(signal, (turn) => histogramOf(scanned, low, high, bins, turn));
    }
    const found = await countSplit(call, shared, plan, () => undefined);
    const edges = histogramEdges(low, high, bins);
    const counts = found?.counts ?? new Float64Array(bins);
    return { low: edges[0] ?? 0, high: edges[bins] ?? 0, counts };
  }

  /** Every weight; gives way to what is on screen. */
  async all(signal: AbortSignal, progress: (value: MeasureAllProgress) => void): Promise<void> {
    await this.opened.summaries?.recall();
    const { weights } = this.opened.model;
    const unknown = weights.filter((weight) => this.known(weight) === undefined);
    const cost = unknown.reduce((sum, { byteLength = 0 }) => sum + byteLength, 0);
    const turn = seldom(this.turns.background(signal));
    const call = cost < WORTH_THREADS_BYTES ? undefined : this.poolCall('background', signal);
    const batches =
      call === undefined
        ? ONE_BY_ONE
        : { ...BATCH, atOnce: BATCHES_A_THREAD * call.pool.threads + 1 };
    try {
      await measureAll(
        weights,
        (batch, told) => this.batch(batch, turn, call, told),
        batches,
        progress,
      );
    } finally {
      if (unknown.length > 0) this.opened.summaries?.keep();
    }
  }

  private async batch(
    weights: readonly Weight[],
    turn: Turn,
    call: PoolCall | undefined,
    progress: (fraction: number) => void,
  ): Promise<readonly WeightMeasure[]> {
    const lines = new Map<number, WeightMeasure>();
    const few: Weight[] = [];
    const together: StoredWeight[] = [];
    const others: Weight[] = [];
    for (const weight of weights) {
      const known = this.known(weight);
      if (known !== undefined) lines.set(weight.index, known);
      else if (this.opened.scanned(weight).count <= FEW) few.push(weight);
      else {
        const stored = call === undefined ? undefined : this.stored(weight, 'edited');
        if (stored === undefined) others.push(weight);
        else together.push(stored);
      }
    }
    const here = async (): Promise<void> => {
      for (const weight of few) lines.set(weight.index, await this.lineOfFew(weight, turn));
      for (const weight of others) {
        const tell = weights.length === 1 ? progress : () => undefined;
        lines.set(
          weight.index,
          await this.line(weight, () => this.here(weight, 'edited', turn, tell)),
        );
      }
    };
    const byThreads = async (): Promise<void> => {
      if (call === undefined || together.length === 0) return;
      for (const [index, line] of await this.byThreads(call, together, progress))
        lines.set(index, line);
    };
    await Promise.all([byThreads(), here()]);
    return weights.flatMap(({ index }) => lines.get(index) ?? []);
  }

  private async byThreads(
    call: PoolCall,
    together: readonly StoredWeight[],
    progress: (fraction: number) => void,
  ): Promise<(readonly [number, WeightMeasure])[]> {
    const shared = together.filter(({ opened, weight }) => isShared(opened, weight));
    const others = together.filter((stored) => !shared.includes(stored));
    const lines: (readonly [number, WeightMeasure])[] = [];
    for (const stored of shared) {
      const { weight } = stored;
      const line = await this.line(weight, () => measureSplit(call, stored, progress));
      lines.push([weight.index, line]);
    }
    const results = await measureTogether(call, others);
    for (const [i, { weight }] of others.entries()) {
      lines.push([weight.index, this.batchLine(weight, results[i])]);
    }
    return lines;
  }

  private known({ index }: Weight): WeightMeasure | undefined {
    return this.opened.measures.line(index, this.values.key(index, 'edited'));
  }

  private batchLine(weight: Weight, result: Measures | Error | undefined): WeightMeasure {
    if (result === undefined || result instanceof Error) return problemLine(weight, result);
    return this.keep(weight, 'edited', result);
  }

  private keep({ index }: Weight, of: ValuesOf, measures: Measures): WeightMeasure {
    const key = this.values.key(index, of);
    this.opened.measures.set(key, measures);
    // The table is of what edits leave.
    return key === this.values.key(index, 'edited')
      ? this.opened.measures.setLine(index, key, measures.statistics)
      : { weight: index, statistics: measures.statistics };
  }

  /**
   * Of few values that nobody looks at, the statistics alone: to send them to a thread takes longer, and
   * so does to find out the rest, before somebody does.
   */
  private async lineOfFew(weight: Weight, turn: Turn): Promise<WeightMeasure> {
    const { index } = weight;
    try {
      const { read, name, count } = this.opened.scanned(weight, 'edited', this.values);
      const values = asMeasurable(await read(0, count), name);
      await turn();
      const key = this.values.key(index, 'edited');
      return this.opened.measures.setLine(index, key, statisticsOfFew(values));
    } catch (error) {
      return problemLine(weight, error);
    }
  }

  private async line(weight: Weight, measure: () => Promise<Measures>): Promise<WeightMeasure> {
    try {
      return this.keep(weight, 'edited', await measure());
    } catch (error) {
      return problemLine(weight, error);
    }
  }

  private async here(
    weight: Weight,
    of: ValuesOf,
    turn: Turn,
    progress: (fraction: number) => void,
  ): Promise<Measures> {
    if (weight.dtype === 'string') throw holdsText(shownName(weight.name));
    return measureWeight(this.opened.scanned(weight, of, this.values), turn, progress);
  }

  /** A weight whose values the threads can read from the files. */
  private stored(weight: Weight, of: ValuesOf): StoredWeight | undefined {
    if (!this.values.isAsStored(weight.index, of)) return undefined;
    const storage = storageOf(weight);
    return storage && { opened: this.opened, weight, storage };
  }

  /** A weight that threads share when somebody looks at it. */
  private shared(weight: Weight, of: ValuesOf): StoredWeight | undefined {
    return 4 * this.opened.scanned(weight).count < WORTH_THREADS_BYTES
      ? undefined
      : this.stored(weight, of);
  }

  private poolCall(priority: PoolCall['priority'], signal: AbortSignal): PoolCall | undefined {
    return this.pool && { pool: this.pool, priority, signal };
  }
}

function isShared(opened: OpenedModel, weight: Weight): boolean {
  return opened.scanned(weight).count > SHARED_VALUES;
}
