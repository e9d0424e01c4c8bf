import { normalizeShardPath } from '../../core/format/checkShardPath';
import type { FileWeightSource } from '../../core/format/fileWeightSource';
import type { Model } from '../../core/model/model';
import type { MeasureCache } from '../measure/measureCache';
import type { Identities } from '../files/openableFiles';
import { FileChanges, type FileState, type FileStates } from './fileChanges';
import type { SummaryFolder } from './summaryFolder';
import { decodeSummaries, encodeSummaries, type SummaryRecord, withinLimit } from './summaryFile';

/** Whoever looks at one tensor soon looks at the next: one file is written for several. */
const SAVE_AFTER_MS = 300;

/** Records between two turns: about a millisecond. */
const RECORDS_A_TURN = 500;

/** Of a file written so shortly before it was first seen that a later write might not show. */
const UNTOLD = '';

/** A model and what has been measured of it. */
export interface Summarized {
  readonly fileName: string;
  readonly model: Model;
  readonly source: FileWeightSource;
  readonly measures: MeasureCache;
}

/**
 * What was measured of the stored values of a model, kept on disk for when it is opened again. It
 * counts only as long as files are what they were: model.json, and the shards on which a weight
 * depends. Where it cannot be read or written, tensors are measured again.
 */
export class Summaries {
  private recalled: Promise<void> | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private saving: Promise<void> = Promise.resolve();

  constructor(
    private readonly folder: SummaryFolder,
    private readonly identities: Identities,
    private readonly of: Summarized,
  ) {}

  /** Brings what is known, once. */
  recall(): Promise<void> {
    this.recalled ??= this.load().catch(() => undefined);
    return this.recalled;
  }

  /** Something has been measured. */
  keep(): void {
    if (this.timer !== undefined) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.saving = this.saving.then(() => this.save()).catch(() => undefined);
    }, SAVE_AFTER_MS);
    this.timer.unref();
  }

  private async load(): Promise<void> {
    const { model, source, fileName, measures } = this.of;
    const bytes = await this.folder.read(this.identities.model);
    const file = bytes && (await decodeSummaries(bytes));
    if (file?.head.model !== this.identities.model) return;
    const before = new Map(file.head.files.map(([path, size, text]) => [path, { size, text }]));
    const first = this.identities.first(fileName)?.identity.text;
    if (first === undefined || before.get(fileName)?.text !== first) return;
    // Asks for the sizes of all shards, and so what they are.
    await source.shardNotes();
    const changes = new FileChanges(model.manifest, source, before, this.seen());
    await eachInTurns(file.records, async (record) => {
      const weight = model.weights[record.weight];
      if (weight !== undefined && (await changes.isSame(weight))) measures.addStored(record);
    });
  }

  private async save(): Promise<void> {
    const { model, source, measures, fileName } = this.of;
    // Another window may have measured other weights of the same files meanwhile.
    await this.load().catch(() => undefined);
    const seen = this.seen();
    const now = await this.now(seen);
    if (!seen.has(fileName) || now.get(fileName)?.text !== seen.get(fileName)?.text) return;
    const changes = new FileChanges(model.manifest, source, seen, now);
    const known: SummaryRecord[] = [];
    await eachInTurns(measures.ofStored(), async (record) => {
      const weight = model.weights[record.weight];
      if (weight !== undefined && (await changes.isSame(weight))) known.push(record);
    });
    const head = {
      model: this.identities.model,
      files: [...now].map(([path, { size, text }]) => [path, size, text] as const),
    };
    const records: Float64Array[] = [];
    await eachInTurns(withinLimit(known), (record) => records.push(record));
    await this.folder.write(this.identities.model, await encodeSummaries(head, records));
  }

  /** What files were when they were first asked for. */
  private seen(): FileStates {
    const states = this.paths().flatMap((path) => {
      const first = this.identities.first(path);
      return first === undefined ? [] : [[path, first.identity] as const];
    });
    return new Map(states);
  }

  private async now(seen: FileStates): Promise<FileStates> {
    const states = new Map<string, FileState>();
    for (const path of seen.keys()) {
      const first = this.identities.first(path);
      const identity = await this.identities.now(path);
      if (first === undefined || identity === undefined) continue;
      const isTold = first.at >= first.identity.settled;
      states.set(path, isTold ? identity : { size: identity.size, text: UNTOLD });
    }
    return states;
  }

  private paths(): string[] {
    const shards = this.of.model.manifest.groups.flatMap(({ paths }) => paths);
    return [this.of.fileName, ...shards.map(normalizeShardPath)];
  }
}

async function eachInTurns<Item>(
  items: Iterable<Item>,
  work: (item: Item) => unknown,
): Promise<void> {
  let count = 0;
  for (const item of items) {
    await work(item);
    if (++count % RECORDS_A_TURN === 0) await new Promise((resolve) => setImmediate(resolve));
  }
}
