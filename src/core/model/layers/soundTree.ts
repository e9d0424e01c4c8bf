import { ModelFormatError } from '../../errors';
import { asObject, type Json, type JsonObject } from '../../json';
import { Problems } from '../problems';
import { modelConfigOf } from './layersModel';
import { type LayerTree, readLayers } from './readLayers';

/**
 * The layers of a LayersModel whose graph can be followed.
 * @param json The whole model.json.
 * @throws ModelFormatError with the first thing that is wrong with it.
 */
export function soundTree(json: JsonObject): {
  readonly topology: Json | undefined;
  readonly tree: LayerTree;
} {
  const stored = json.modelTopology;
  const topology = typeof stored === 'string' ? (JSON.parse(stored) as Json) : stored;
  const problems = new Problems();
  const tree = readLayers(modelConfigOf(asObject(topology) ?? {}), problems);
  const [problem] = problems.list();
  if (problem !== undefined) throw new ModelFormatError(problem);
  return { topology, tree };
}
