import { batch, effect, untracked } from '@preact/signals';
import { defaultView } from '../../core/model/matrixView';
import { firstTiles } from '../tensor/heatmap/firstPlot';
import { holdSaveForEdits } from './edit/applyEdit';
import { tileAhead } from './editorHelp';
import { findWeight } from './findWeight';
import { host, isCancelled, report, sentence } from './host';
import { measureAnew, measureChanged } from './measures';
import {
  checked,
  detail,
  detailError,
  error,
  generation,
  overview,
  editedWeights,
  place,
  reloadRequests,
  revision,
  selectedWeight,
  showsChanges,
} from './state';
import { rows } from './tree/rows';
import { rowOf } from './tree/treeState';

let opening: AbortController | undefined;
let fetchingDetail: AbortController | undefined;

/** Opens the model, or opens it again after its files changed, at the place where the person was. */
export async function openModel(): Promise<void> {
  opening?.abort();
  const controller = new AbortController();
  opening = controller;
  try {
    const next = await host.open(null, { signal: controller.signal });
    const [weight, weights] = await Promise.all([findWeight(place.value, next), edited()]);
    if (controller.signal.aborted) return;
    batch(() => {
      error.value = null;
      editedWeights.value = new Set(weights);
      overview.value = next;
      generation.value++;
      measureAnew();
      show(weight);
    });
    checkShards();
  } catch (failure) {
    if (!isCancelled(failure)) error.value = sentence(failure);
  }
}

/** A model whose edits do not fit it any more is shown all the same. */
async function edited(): Promise<readonly number[]> {
  try {
    return (await host.editState(null)).weights;
  } catch (failure) {
    report(failure);
    return [];
  }
}

/** Shows a weight, or with null the model page. The page of another model's weight is never shown meanwhile. */
export function selectWeight(weight: number | null): void {
  batch(() => {
    showsChanges.value = false;
    show(weight);
  });
}

function show(weight: number | null): void {
  fetchingDetail?.abort();
  batch(() => {
    selectedWeight.value = weight;
    detailError.value = null;
    if (weight === null || detail.value?.weight !== weight) detail.value = null;
    if (weight === null) place.value = null;
  });
  tileAhead.drop();
  if (weight === null) return;
  const isShown = detail.peek() !== null;
  void fetchDetail(weight);
  if (!isShown) askAhead(weight);
}

/** Asks for the tile that the weight's page, once it is there, will ask for first. */
function askAhead(weight: number): void {
  const sizes = rows.at(rowOf(weight))?.sizes;
  const [first] = sizes === undefined ? [] : firstTiles(sizes);
  if (sizes === undefined || first === undefined) return;
  const { level, tile } = first;
  tileAhead.ask({ weight, view: defaultView(sizes), level, tile });
}

async function fetchDetail(weight: number): Promise<void> {
  const controller = new AbortController();
  fetchingDetail = controller;
  try {
    const found = await host.detail({ weight }, { signal: controller.signal });
    batch(() => {
      detail.value = found;
      place.value = { name: found.name, weight };
    });
  } catch (failure) {
    if (!isCancelled(failure)) detailError.value = sentence(failure);
  }
}

/** Compares the shards' sizes with the manifest, so that rows and details can name what is missing. */
function checkShards(): void {
  const opened = generation.value;
  host.check(null).then(({ problems, rows }) => {
    if (opened !== generation.value || overview.value === null) return;
    if (problems.length === 0 && rows.length === 0) return;
    const known = overview.value.problems;
    overview.value = { ...overview.value, problems: [...new Set([...known, ...problems])] };
    checked.value = { rows };
    if (selectedWeight.value !== null) void fetchDetail(selectedWeight.value);
  }, report);
}

/** Opens the model now and whenever the host asks for it, and follows its edits. */
export function keepOpen(): void {
  holdSaveForEdits();
  effect(() => {
    const weight = showsChanges.value ? null : selectedWeight.value;
    void host.selected({ weight }).catch(report);
  });
  reloadRequests.subscribe(() => void openModel());
  revision.subscribe(({ weights }) =>
    untracked(() => {
      tileAhead.drop();
      measureChanged(weights);
      const shown = selectedWeight.value;
      if (shown !== null && weights.has(shown)) void fetchDetail(shown);
    }),
  );
}
