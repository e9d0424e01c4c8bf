import type { Client } from '../protocol/channel';
import type { ComparisonApi, SidedFilesApi, WorkerComparison } from '../protocol/compare';
import type { ComputeApi, FilesApi, WorkerModel } from '../protocol/compute';
import type { DataApi, DataFilesApi, WorkerData } from '../protocol/data';
import type { OutputPairsApi } from '../protocol/behaviour';
import type { EvaluationApi } from '../protocol/evaluation';
import type { StepFilesApi, TimelineApi, WorkerTimeline } from '../protocol/timeline';
import { startThread, type Thread } from './thread';

export { writeBeside } from './export/beside';
export { isOrHolds } from './export/isOrHolds';
export { isRunning } from './isRunning';
export { RESOURCE_LIMITS } from './thread';

/** A thread that one document or page owns. */
interface OwnedThread {
  /** Ends the thread. Pending requests are rejected; `onExit` is not told. */
  dispose(): void;
  /** Tells once if the thread ends by itself. Every pending and later request is rejected with the same reason. */
  onExit(listener: (reason: Error) => void): void;
}

export interface ModelWorker extends OwnedThread {
  readonly model: Client<ComputeApi>;
}

export interface CompareWorker extends OwnedThread {
  readonly comparison: Client<ComparisonApi>;
}

export interface TimelineWorker extends OwnedThread {
  readonly timeline: Client<TimelineApi>;
}

export interface DataWorker extends OwnedThread {
  readonly data: Client<DataApi & EvaluationApi & OutputPairsApi>;
}

/**
 * Starts a thread that reads one model.
 * @param script Path of the bundled worker.ts.
 * @param files Serves the files where `model.path` is null.
 */
export function startModelWorker(
  script: string,
  model: WorkerModel,
  files?: FilesApi,
): ModelWorker {
  const thread = startThread<ComputeApi>(script, model, {
    name: `weightscope ${model.fileName}`,
    what: 'The process that reads the model',
    ...(files === undefined ? {} : { local: files }),
  });
  return { model: thread.remote, ...owned(thread, 'The model was closed.') };
}

/**
 * Starts a thread that compares two models.
 * @param files Serves the files of a side whose `path` is null.
 */
export function startCompareWorker(
  script: string,
  compares: WorkerComparison['compares'],
  files?: SidedFilesApi,
): CompareWorker {
  const start: WorkerComparison = { compares };
  const thread = startThread<ComparisonApi>(script, start, {
    name: `weightscope ${compares.a.fileName} and ${compares.b.fileName}`,
    what: 'The process that compares the models',
    ...(files === undefined ? {} : { local: files }),
  });
  return { comparison: thread.remote, ...owned(thread, 'The comparison was closed.') };
}

/**
 * Starts a thread that follows a model through its checkpoints.
 * @param files Serves the files of steps whose `path` is null.
 */
export function startTimelineWorker(
  script: string,
  steps: WorkerTimeline['timeline']['steps'],
  files?: StepFilesApi,
): TimelineWorker {
  const start: WorkerTimeline = { timeline: { steps } };
  const thread = startThread<TimelineApi>(script, start, {
    name: 'weightscope timeline',
    what: 'The process that compares the checkpoints',
    ...(files === undefined ? {} : { local: files }),
  });
  return { timeline: thread.remote, ...owned(thread, 'The timeline was closed.') };
}

/**
 * Starts a thread that holds tables of data.
 * @param folder Absolute path of a folder for columns too large for messages; whoever disposes of the thread removes it.
 * @param files Serves the files of sources whose `path` is null.
 */
export function startDataWorker(script: string, folder: string, files?: DataFilesApi): DataWorker {
  const start: WorkerData = { data: { folder } };
  const thread = startThread<DataApi & EvaluationApi & OutputPairsApi>(script, start, {
    name: 'weightscope data',
    what: 'The process that reads the data',
    ...(files === undefined ? {} : { local: files }),
  });
  return { data: thread.remote, ...owned(thread, 'The data was closed.') };
}

/** @param closed What those are told who still wait for an answer when it is disposed. */
function owned<Api extends object>(thread: Thread<Api>, closed: string): OwnedThread {
  return {
    dispose: () => thread.dispose(new Error(closed)),
    onExit: (listener) => thread.onExit(listener),
  };
}
