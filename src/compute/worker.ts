import { parentPort, workerData } from 'node:worker_threads';
import { Channel, type Client } from '../protocol/channel';
import type { ComputeApi, FilesApi, WorkerModel } from '../protocol/compute';
import { hostFiles } from './hostFiles';
import { NodeFiles } from './nodeFiles';
import { portOf } from './port';
import { createSession } from './session';

if (parentPort === null) throw new Error('This script runs as a worker thread only.');

const { path, fileName } = workerData as WorkerModel;
// The session needs the files and the channel the session; by the first request both are there.
const host: Client<FilesApi> = {
  size: (params, options) => channel.remote.size(params, options),
  read: (params, options) => channel.remote.read(params, options),
};
const files = path === null ? hostFiles(host) : new NodeFiles(path);
const channel = new Channel<FilesApi, ComputeApi>(
  portOf(parentPort),
  createSession(files, fileName),
);
