import { shownName } from '../../core/format/sentence';
import { cellCount, checkCellCount } from '../../core/model/edits/checkEdits';
import type { QuantizedStorage } from '../../core/model/edits/edit';
import type { ValueStore } from '../../core/model/edits/valueStore';
import { storageByWeight } from '../../core/model/edits/weightPatches';
import type { Weight } from '../../core/model/model';
import type { EditRequest, MadeEdit } from '../../protocol/edit';
import type { OpenedModel } from '../openedModel';
import type { Turn } from '../turns';
import { cellsDraft } from './cellsDraft';
import { checkSavable } from './checkSavable';
import { initialiseDraft } from './initialiseDraft';
import type { Draft, Making } from './making';
import { requantizedError } from './requantizedError';
import { fillDraft, muteDraft, scaleDraft } from './wholeDrafts';

/** What a request is made into an edit with. */
export interface MakeEdit {
  readonly opened: OpenedModel;
  readonly store: ValueStore | undefined;
  /** The user's choice for quantized weights, null before there was one. */
  readonly quantized: QuantizedStorage | null;
  readonly turn: Turn;
  readonly progress: (fraction: number) => void;
}

/** See `EditApi.makeEdit`. Weights that are quantized are asked about once. */
export async function makeEdit(
  request: EditRequest,
  { opened, store, quantized, turn, progress }: MakeEdit,
): Promise<MadeEdit> {
  const { values } = opened;
  const draft = draftOf(request, opened);
  const chosen = storageByWeight(values.edits);
  const storageOf = (weight: Weight): QuantizedStorage | undefined =>
    weight.quantization && (chosen.get(weight.index) ?? quantized ?? undefined);
  const undecided = draft.weights.filter(
    (weight) => weight.quantization !== undefined && storageOf(weight) === undefined,
  );
  await checkSavable(opened, draft.weights, storageOf);
  if (undecided.length > 0) {
    const error = await requantizedError(draft, undecided, { opened, values, turn });
    return { quantized: undecided.map(({ name }) => shownName(name)), error };
  }
  const making: Making = { opened, values, store, turn, progress, storageOf };
  const { label, patches } = await draft.make(making);
  if (patches.length === 0) return { edit: null };
  const changed = new Set(patches.map(({ weight }) => weight));
  const storage = draft.weights.flatMap((weight) => {
    const as = changed.has(weight.index) ? storageOf(weight) : undefined;
    return as === undefined ? [] : [{ weight: weight.index, as }];
  });
  const edit = { label, patches, storage };
  checkCellCount(cellCount(values.edits) + cellCount([edit]));
  return { edit };
}

function draftOf(request: EditRequest, opened: OpenedModel): Draft {
  switch (request.kind) {
    case 'cells':
      return cellsDraft(request, opened);
    case 'fill':
      return fillDraft(request, opened);
    case 'scale':
      return scaleDraft(request, opened);
    case 'initialise':
      return initialiseDraft(request, opened);
    case 'mute':
      return muteDraft(request, opened);
  }
}
