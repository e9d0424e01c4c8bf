import { join } from 'node:path';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { Channel, type Client } from '../protocol/channel';
import type { SidedFilesApi, WorkerComparison, WorkerSide } from '../protocol/compare';
import type { DataFilesApi, WorkerData } from '../protocol/data';
import {
  VALUES_FOLDER,
  type ComputeApi,
  type FilesApi,
  type ReadFilesApi,
  type WorkerModel,
} from '../protocol/compute';
import { ASSIGN_API, type AssignStart } from './compare/align/assigner';
import { createComparison, type Side } from './compare/compareSession';
import { createPairScanner } from './compare/pairScanner';
import { createDataSession } from './dataset/dataSession';
import { HeldData } from './dataset/heldData';
import { sourceFiles } from './dataset/sourceFiles';
import { withEvaluations } from './evaluate/withEvaluations';
import { type PairScanStart, startPairPool } from './compare/startPairPool';
import type { SourceRequest } from '../protocol/inject';
import type { StepFilesApi, TimelineApi, WorkerTimeline } from '../protocol/timeline';
import { CachedFiles } from './files/cachedFiles';
import { createTimeline } from './timeline/timelineSession';
import { NodeValueStore } from './edits/nodeValueStore';
import { hostFiles } from './files/hostFiles';
import { NodeFiles } from './files/nodeFiles';
import type { OpenableFiles } from './files/openableFiles';
import { ScanFiles } from './pool/scanFiles';
import { createScanner } from './pool/scanner';
import { type ScanStart, startPool } from './pool/startPool';
import { portOf } from './port';
import { RefusedFiles } from './files/refusedFiles';
import { hostPlace } from './save/hostPlace';
import { localPlace } from './save/localPlace';
import { createSession } from './session';
import { SummaryFolder } from './summaries/summaryFolder';

if (parentPort === null) throw new Error('This script runs as a worker thread only.');

const started = workerData as
  | WorkerModel
  | WorkerComparison
  | WorkerTimeline
  | WorkerData
  | ScanStart
  | PairScanStart
  | AssignStart;
if ('scans' in started) serveScans(parentPort, started);
else if ('scansBoth' in started) servePairScans(parentPort, started);
else if ('assigns' in started) new Channel(portOf(parentPort), ASSIGN_API);
else if ('data' in started) serveData(parentPort, started);
else if ('timeline' in started) serveTimeline(parentPort, started);
else if ('compares' in started) serveComparison(parentPort, started);
else serveSession(parentPort, started);

function serveSession(
  port: MessagePort,
  { path, fileName, scanThreads, storage }: WorkerModel,
): void {
  // The session needs the files and the channel the session; by the first request both are there.
  const host: Client<FilesApi> = {
    size: (params, options) => channel.remote.size(params, options),
    read: (params, options) => channel.remote.read(params, options),
    state: (params, options) => channel.remote.state(params, options),
    names: (params, options) => channel.remote.names(params, options),
    write: (params, options) => channel.remote.write(params, options),
    remove: (params, options) => channel.remote.remove(params, options),
  };
  const store = storeIn(storage);
  const sourceFiles = (request: SourceRequest): OpenableFiles =>
    request.path === null ? hostFiles(host, request.uri) : new NodeFiles(request.path);
  const summaries =
    storage === undefined ? undefined : new SummaryFolder(join(storage, 'summaries'));
  const session =
    path === null
      ? createSession(hostFiles(host), fileName, {
          store,
          sourceFiles,
          place: () => hostPlace(host, fileName),
        })
      : createSession(new NodeFiles(path), fileName, {
          store,
          sourceFiles,
          place: () => localPlace(path),
          summaries,
          pool: startPool(__filename, path, scanThreads),
        });
  const channel = new Channel<FilesApi, ComputeApi>(portOf(port), session);
}

function storeIn(storage: string | undefined): NodeValueStore | undefined {
  return storage === undefined ? undefined : new NodeValueStore(join(storage, VALUES_FOLDER));
}

function serveData(port: MessagePort, { data: { folder } }: WorkerData): void {
  const host: Client<DataFilesApi> = {
    size: (params, options) => channel.remote.size(params, options),
    read: (params, options) => channel.remote.read(params, options),
    list: (params, options) => channel.remote.list(params, options),
  };
  const held = new HeldData();
  const data = createDataSession(held, (source) => sourceFiles(source, host), folder);
  const api = withEvaluations(held, data);
  const channel = new Channel<DataFilesApi, typeof api>(portOf(port), api);
}

function serveScans(port: MessagePort, { scans }: ScanStart): void {
  new Channel(portOf(port), createScanner(new ScanFiles(scans)));
}

function serveComparison(port: MessagePort, { compares: { a, b } }: WorkerComparison): void {
  const sideOf = (side: WorkerSide, letter: 'a' | 'b'): Side => {
    const { path, fileName, storage, edits = [], refused = [] } = side;
    const files = path === null ? hostFiles(filesOf(letter)) : new NodeFiles(path);
    return {
      fileName,
      files: refused.length === 0 ? files : new RefusedFiles(files, refused),
      unsaved: { edits, store: storeIn(storage) },
    };
  };
  const filesOf = (side: 'a' | 'b'): Client<ReadFilesApi> => ({
    size: ({ path }, options) => channel.remote.size({ side, path }, options),
    read: (params, options) => channel.remote.read({ side, ...params }, options),
  });
  const pool =
    a.path === null || b.path === null
      ? undefined
      : startPairPool(__filename, a.path, b.path, a.scanThreads);
  const api = createComparison(sideOf(a, 'a'), sideOf(b, 'b'), pool, __filename);
  const channel = new Channel<SidedFilesApi, typeof api>(portOf(port), api);
}

function serveTimeline(port: MessagePort, { timeline: { steps } }: WorkerTimeline): void {
  const filesOf = (step: number): Client<ReadFilesApi> => ({
    size: ({ path }, options) => channel.remote.size({ step, path }, options),
    read: ({ path, offset, length }, options) =>
      channel.remote.read({ step, path, offset, length }, options),
  });
  const api = createTimeline(
    steps.map(({ path, fileName }, step) => ({
      path,
      fileName,
      files: new CachedFiles(path === null ? hostFiles(filesOf(step)) : new NodeFiles(path)),
    })),
  );
  const channel = new Channel<StepFilesApi, TimelineApi>(portOf(port), api);
}

function servePairScans(port: MessagePort, { scansBoth: [a, b] }: PairScanStart): void {
  new Channel(portOf(port), createPairScanner(new ScanFiles(a), new ScanFiles(b)));
}
