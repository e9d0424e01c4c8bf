import { editMetadata } from '../core/format/write/editMetadata';
import { metadataChanges } from '../core/model/edits/metadata';
import { filterRows } from '../core/model/filterRows';
import { firstToShow } from '../core/model/firstToShow';
import type { Range } from '../core/model/matrixView';
import { shownShape } from '../core/model/shownShape';
import { summarize } from '../core/model/summarize';
import type { ComputeApi } from '../protocol/compute';
import type { SourceRequest } from '../protocol/inject';
import { CachedFiles } from './files/cachedFiles';
import { checkFiles } from './files/checkFiles';
import { EditMethods } from './edits/editMethods';
import { createExports } from './export/methods';
import { flatRead } from './flatRead';
import { injectMethods } from './inject/injectMethods';
import { openSource } from './inject/openSource';
import { latticeOf } from './views/lattice';
import { Measurer } from './measure/measurer';
import type { OpenableFiles } from './files/openableFiles';
import { type ModelHelp, OpenedModel } from './openedModel';
import type { ScanPool } from './pool/scanPool';
import { readMatrix } from './views/readMatrix';
import { Saver } from './save/saver';
import type { SavePlace } from './save/savePlace';
import { shownRow, weightLine } from './rows';
import { tensorText } from './views/tensorText';
import { throttle } from './throttle';
import { Turns } from './turns';
import { valuesMethods } from './values/valuesMethods';
import { weightDetail } from './weightDetail';

/** What a session may lean on. */
export interface SessionHelp extends ModelHelp {
  /** Threads that read the same files themselves, for large tensors. */
  readonly pool?: ScanPool | undefined;
  /** Where the model is saved; without one it is only read. */
  readonly place?: (() => SavePlace) | undefined;
  /** Hears of the model whenever it has been read, before anybody is answered. */
  readonly onOpened?: ((opened: OpenedModel) => void) | undefined;
  /** Serves another model or file of weights, and what it names. */
  readonly sourceFiles?: ((request: SourceRequest) => OpenableFiles) | undefined;
}

/**
 * Everything that is asked of one model. Requests run side by side on one thread and give way to each
 * other between pieces of work; `measureAll` gives way to all of them.
 *
 * @param fileName Base name of model.json, by which `files` serve it.
 */
export function createSession(
  source: OpenableFiles,
  fileName: string,
  { pool, place, sourceFiles, onOpened, ...help }: SessionHelp = {},
): ComputeApi {
  const files = new CachedFiles(source);
  const turns = new Turns();
  let opened: Promise<OpenedModel> | undefined;
  const saver = place === undefined ? undefined : new Saver(place, help.store);
  const read = (): Promise<OpenedModel> => OpenedModel.open(files, fileName, help);
  const model = (): Promise<OpenedModel> =>
    (opened ??= (saver?.opening(read) ?? read()).then((current) => {
      onOpened?.(current);
      return edits.over(current);
    }));
  const edits = new EditMethods(model, turns, help.store);
  const release = async (): Promise<void> => {
    await Promise.all([files.forget(), pool?.forget()]);
  };
  const forget = async (): Promise<void> => {
    await release();
    opened = undefined;
  };
  const measurer = (current: OpenedModel): Measurer => new Measurer(current, turns, pool);

  return {
    ...edits.methods,
    setEdits: async (list, call) => {
      await model();
      await saver?.ready();
      return edits.methods.setEdits(list, call);
    },
    ...injectMethods({
      model,
      turns,
      store: help.store,
      openSource: async (request) => {
        if (sourceFiles === undefined) throw new Error('Other files cannot be opened here.');
        return openSource(sourceFiles(request), request.fileName);
      },
    }),
    ...valuesMethods(model, turns, help.store),
    ...createExports(model, turns, fileName, async () => {
      const { model: stored, values } = await model();
      const bytes = await files.read(fileName, 0, await files.size(fileName));
      return editMetadata(bytes, metadataChanges(stored.json, values.edits));
    }),
    open: async () => {
      await forget();
      const { model: shown, tree } = await model();
      const named = shown.manifest.groups.flatMap(({ paths }) => paths);
      return {
        fileName,
        ...summarize(shown),
        files: named,
        tree: tree.skeleton,
        firstWeight: firstToShow(tree),
      };
    },
    save: async (request, { signal, progress }) => {
      if (saver === undefined) throw new Error(`${fileName} can only be read.`);
      await model();
      const report = throttle((fraction: number) => progress({ fraction }));
      const saved = await turns.foreground(signal, (turn) =>
        saver.save(edits.list, request, { turn, progress: report, release }),
      );
      edits.drop();
      await forget();
      return saved;
    },
    check: async (_, { signal }) => {
      const current = await model();
      return turns.foreground(signal, (turn) => checkFiles(current, turn));
    },
    rows: async (range) => {
      const current = await model();
      return indices(range, current.tree.count).map((row) => shownRow(current, row));
    },
    filter: async ({ text }) => filterRows((await model()).tree, text),
    detail: async ({ weight }) => weightDetail(await model(), weight),
    weightLines: async (range) => {
      const current = await model();
      return indices(range, current.model.weights.length).map((i) => weightLine(current, i));
    },
    cells: async ({ weight: index, view, rows, columns, of = 'edited' }, { signal }) => {
      const current = await model();
      const weight = current.weight(index);
      const lattice = latticeOf(shownShape(weight).shape, view, rows, columns);
      const read = flatRead(current.values.source(of), weight);
      const values = await turns.foreground(signal, (turn) => readMatrix(read, lattice, turn));
      return { rows, columns, values };
    },
    tile: async (key, { signal, progress }) => {
      const current = await model();
      return turns.foreground(signal, (turn) =>
        current.pictures.tile(current, key, { turn, signal, preview: progress }),
      );
    },
    gallery: async (key, { signal }) => {
      const current = await model();
      return turns.foreground(signal, (turn) => current.pictures.gallery(current, key, turn));
    },
    measure: async ({ weight, of = 'edited' }, { signal, progress }) => {
      const current = await model();
      const report = throttle((fraction: number) => progress({ fraction }));
      return measurer(current).measure(current.weight(weight), of, signal, report);
    },
    histogram: async ({ weight, low, high, bins, of = 'edited' }, { signal }) => {
      const current = await model();
      return measurer(current).histogram(current.weight(weight), of, low, high, bins, signal);
    },
    measureAll: async (_, { signal, progress }) => {
      await measurer(await model()).all(signal, progress);
      return null;
    },
    text: async (key, { signal }) => {
      const current = await model();
      const weight = current.weight(key.weight);
      return {
        text: await turns.foreground(signal, (turn) => tensorText(current, weight, key, turn)),
      };
    },
  };
}

/** What of a range there is. */
function indices({ start, end }: Range, count: number): number[] {
  const from = Math.max(0, start);
  return Array.from({ length: Math.max(0, Math.min(end, count) - from) }, (_, i) => from + i);
}
