import { FileWeightSource } from '../../../src/core/format/fileWeightSource';
import { parseManifest } from '../../../src/core/format/parseManifest';
import type { WeightSource } from '../../../src/core/format/weightSource';
import type { Edit, Patch } from '../../../src/core/model/edits/edit';
import { OverlaySource } from '../../../src/core/model/edits/overlaySource';
import type { ValueStore } from '../../../src/core/model/edits/valueStore';
import { patchesByWeight } from '../../../src/core/model/edits/weightPatches';
import type { Weight } from '../../../src/core/model/model';
import { weightsOnly } from '../../../src/core/model/weightsOnly';
import { encodeModel, type TestTensor } from '../../support/encodeModel';
import { MemoryFiles } from '../../support/memoryFiles';

/** Tensors in memory as the file has them. */
export function stored(tensors: readonly TestTensor[]): {
  readonly weights: readonly Weight[];
  readonly source: WeightSource;
} {
  const { manifest, files } = encodeModel([{ tensors, shardSizes: [] }]);
  const parsed = parseManifest(manifest, 'model.json');
  const { weights } = weightsOnly(parsed);
  return { weights, source: new FileWeightSource(parsed, new MemoryFiles(files)) };
}

/** The values under edits of these patches, one an edit. */
export function edited(
  { weights, source }: ReturnType<typeof stored>,
  patches: readonly Patch[],
  store?: ValueStore,
): WeightSource {
  const edits = patches.map((patch): Edit => ({ label: '', patches: [patch], storage: [] }));
  return new OverlaySource(
    source,
    store,
    weights,
    patchesByWeight(edits, new Map(), () => 1),
  );
}
