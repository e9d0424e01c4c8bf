import { basename, dirname } from 'node:path';
import { NodeFiles } from '../files/nodeFiles';
import { NodeWritableFiles } from './nodeWritableFiles';
import type { SavePlace } from './savePlace';

/** @param modelPath Absolute path of a model.json on the local file system, there or not. */
export function localPlace(modelPath: string): SavePlace {
  return {
    writable: new NodeWritableFiles(dirname(modelPath)),
    files: new NodeFiles(modelPath),
    modelName: basename(modelPath),
  };
}
