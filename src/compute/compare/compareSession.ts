import { structureChanges } from '../../core/compare/structure';
import type { HandPair } from '../../core/model/match/handPairs';
import { matchModels } from '../../core/model/match/matchModels';
import { summarize } from '../../core/model/summarize';
import type { Call } from '../../protocol/channel';
import type { ComparisonApi } from '../../protocol/compare';
import { CachedFiles } from '../files/cachedFiles';
import type { OpenableFiles } from '../files/openableFiles';
import { OpenedModel, type UnsavedEdits } from '../openedModel';
import type { ScanPool } from '../pool/scanPool';
import { createSession } from '../session';
import { Turns } from '../turns';
import { alignMethods } from './align/alignMethods';
import { comparePairs } from './comparePairs';
import { copyPlan } from './copyPlan';
import { asEdit, otherValues } from './otherValues';
import { pairLine } from './pairLine';
import { pairMethods } from './pairMethods';
import { partnersOf } from './partners';
import { sideValues } from './sideValues';
import type { PairScanApi } from './pairScan';
import type { Both } from './both';

/** One of the two models. */
export interface Side {
  readonly files: OpenableFiles;
  /** Base name of its model.json. */
  readonly fileName: string;
  readonly unsaved?: UnsavedEdits | undefined;
}

/**
 * @param pool Threads that read the files of both themselves; without it all is read on this one.
 * @param script Path of the bundled worker.ts, for threads that work on what was read.
 */
export function createComparison(
  { files: aFiles, fileName: aName, unsaved: aUnsaved }: Side,
  { files: bFiles, fileName: bName, unsaved: bUnsaved }: Side,
  pool?: ScanPool<PairScanApi>,
  script?: string,
): ComparisonApi {
  const otherFiles = new CachedFiles(bFiles);
  const turns = new Turns();
  let ours: OpenedModel | undefined;
  let theirs: Promise<OpenedModel> | undefined;
  let opened: Promise<Both> | undefined;
  const both = (): Promise<Both> => {
    if (opened === undefined) throw new Error('The two models are not open yet.');
    return opened;
  };
  const session = createSession(aFiles, aName, {
    // Not by way of both: opening A anew lays B's values over it, and must not wait for itself.
    store: otherValues(() => theirs ?? Promise.reject(new Error(`${bName} is not open yet.`))),
    unsaved: aUnsaved,
    onOpened: (read) => (ours = read),
  });
  const openTwo = async (pairs: readonly HandPair[], call: Call): Promise<Both> => {
    theirs = OpenedModel.open(otherFiles, bName, { unsaved: bUnsaved });
    const [, b] = await Promise.all([session.open(null, call), theirs]);
    if (ours === undefined) throw new Error(`${aName} was not opened.`);
    return { a: ours, b, match: matchModels(ours.model, b.model, pairs) };
  };
  const onePair = pairMethods(async (pair) => {
    const { a, b, match } = await both();
    const found = match.matches[pair];
    if (found === undefined) throw new RangeError(`There is no pair ${pair}.`);
    const [weight, other] = [a.weight(found.left), b.weight(found.right)];
    return {
      a: a.scanned(weight, 'stored'),
      b: b.scanned(other, 'stored'),
      measure: (of, signal) =>
        session.measure({ weight: weight.index, of }, { signal, progress: () => undefined }),
    };
  }, turns);

  const otherJson = async (): Promise<Uint8Array> =>
    otherFiles.read(bName, 0, await otherFiles.size(bName));

  return {
    ...session,
    ...sideValues(both, {
      a: { files: aFiles, fileName: aName },
      b: { files: otherFiles, fileName: bName },
    }),
    ...onePair,
    ...alignMethods(both, turns, otherJson, script),
    openBoth: async ({ hand }, { signal }) => {
      const call: Call = { signal, progress: () => undefined };
      await Promise.all([otherFiles.forget(), pool?.forget()]);
      opened = openTwo(hand, call);
      const { a, b, match } = await opened;
      await session.setEdits({ edits: [asEdit(a.model, match)] }, call);
      return {
        a: { fileName: aName, files: shardsOf(a), ...summarize(a.model) },
        b: { fileName: bName, files: shardsOf(b), ...summarize(b.model) },
        pairs: match.matches.length,
        leftOut: match.leftOut,
      };
    },
    pairLines: async ({ start, end }) => {
      const { a, b, match } = await both();
      const from = Math.max(0, start);
      return match.matches
        .slice(from, end)
        .map((one, i) => pairLine(a.model, b.model, one, from + i));
    },
    partners: async ({ side, name }) => partnersOf(await both(), side, name),
    copyPlan: async (request, { signal }) => {
      const opened = await both();
      return turns.foreground(signal, (turn) => copyPlan(opened, request, turn));
    },
    structure: async () => {
      const { a, b, match } = await both();
      return structureChanges(a.model, b.model, match);
    },
    compareAll: async (_, { signal, progress }) => {
      const { a, b, match } = await both();
      const pairs = match.matches.map(({ left, right }) => ({
        a: a.weight(left),
        b: b.weight(right),
      }));
      await comparePairs({ a, b, pool, turn: turns.background(signal), signal }, pairs, progress);
      return null;
    },
  };
}

function shardsOf({ model }: OpenedModel): string[] {
  return model.manifest.groups.flatMap(({ paths }) => paths);
}
