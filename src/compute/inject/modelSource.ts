import { CachedFiles } from '../files/cachedFiles';
import { OpenedModel } from '../openedModel';
import type { OpenableFiles } from '../files/openableFiles';
import type { SourceModel } from './sourceModel';

/**
 * A saved model as a source of weights. Reads model.json, and the shards when their values are needed.
 * @throws ModelFormatError, NotAModelError
 */
export async function openModelSource(
  files: OpenableFiles,
  fileName: string,
): Promise<SourceModel> {
  const cached = new CachedFiles(files);
  const { model, source } = await OpenedModel.open(cached, fileName);
  return {
    model,
    source,
    problemOf: (weight) => source.problemOf(weight),
    notes: async () => [...model.problems, ...(await source.shardNotes())],
    close: () => cached.forget(),
  };
}
