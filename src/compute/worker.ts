import { join } from 'node:path';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { Channel, type Client } from '../protocol/channel';
import type { ComputeApi, FilesApi, WorkerModel } from '../protocol/compute';
import type { SourceRequest } from '../protocol/inject';
import { NodeValueStore } from './edits/nodeValueStore';
import { hostFiles } from './hostFiles';
import { NodeFiles } from './nodeFiles';
import type { OpenableFiles } from './openableFiles';
import { ScanFiles } from './pool/scanFiles';
import { createScanner } from './pool/scanner';
import { type ScanStart, startPool } from './pool/startPool';
import { portOf } from './port';
import { createSession } from './session';
import { SummaryFolder } from './summaries/summaryFolder';

if (parentPort === null) throw new Error('This script runs as a worker thread only.');

const started = workerData as WorkerModel | ScanStart;
if ('scans' in started) serveScans(parentPort, started);
else serveSession(parentPort, started);

function serveSession(
  port: MessagePort,
  { path, fileName, scanThreads, storage }: WorkerModel,
): void {
  // The session needs the files and the channel the session; by the first request both are there.
  const host: Client<FilesApi> = {
    size: (params, options) => channel.remote.size(params, options),
    read: (params, options) => channel.remote.read(params, options),
  };
  const store = storage === undefined ? undefined : new NodeValueStore(join(storage, 'values'));
  const sourceFiles = (request: SourceRequest): OpenableFiles =>
    request.path === null ? hostFiles(host, request.uri) : new NodeFiles(request.path);
  const summaries =
    storage === undefined ? undefined : new SummaryFolder(join(storage, 'summaries'));
  const session =
    path === null
      ? createSession(hostFiles(host), fileName, { store, sourceFiles })
      : createSession(new NodeFiles(path), fileName, {
          store,
          sourceFiles,
          summaries,
          pool: startPool(__filename, path, scanThreads),
        });
  const channel = new Channel<FilesApi, ComputeApi>(portOf(port), session);
}

function serveScans(port: MessagePort, { scans }: ScanStart): void {
  new Channel(portOf(port), createScanner(new ScanFiles(scans)));
}
