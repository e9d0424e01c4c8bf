import { signal } from '@preact/signals';
import { scaledAsTrained } from '../../core/evaluate/scaledAsTrained';
import type { EvaluateRequest } from '../../protocol/evaluatePage';
import type { ClassCurves, OutputReport } from '../../protocol/evaluation';
import { attempts } from '../ui/failures';
import { host, report } from './host';
import { stale } from './requests';
import { requestFor, rowsAsTrained, rowsProblem } from './rowsChoice';
import type { Cell } from './charts/confusionChart';
import * as state from './state';

export const attempt = attempts(state.error, report);

let evaluating: AbortController | undefined;
let showing: AbortController | undefined;

/** Asks what the page begins with. */
export async function start(): Promise<void> {
  state.loading.value = 0;
  await attempt(async () => {
    const begin = await host.start(null, {
      onProgress: ({ fraction }) => {
        state.loading.value = fraction;
      },
    });
    state.begin.value = begin;
    state.losses.value = begin.losses;
    await state.data.start();
    scaleAsTrained(begin.isNew);
    const own = state.data.rows.value?.validation ?? null;
    state.rowsChoice.value = rowsAsTrained(state.trainedSplit.value, own !== null);
  });
  state.loading.value = null;
}

/** What was chosen before may be scaled as the model was trained then, or be meant for training. */
function scaleAsTrained(isNew: boolean): void {
  const { data } = state;
  const choice = data.choice.value;
  if (choice === null) return;
  const asTrained = data.asTrained.value;
  const inputs = scaledAsTrained(choice, asTrained).inputs.map((input, i) => {
    const trained = asTrained[i] ?? null;
    return isNew && trained !== null ? { ...input, scaling: trained } : input;
  });
  data.choice.value = { ...choice, inputs };
}

/** What would be evaluated now, or null where something is missing or amiss. */
export function requestNow(): EvaluateRequest | null {
  const chosen = state.data.value.value;
  const rows = state.rowsChoice.value;
  if (chosen === null || rowsProblem(rows) !== null) return null;
  const { validation, part } = requestFor(rows, state.data.rows.value?.validation ?? null);
  return { chosen: { ...chosen, validation }, part };
}

export async function evaluate(): Promise<void> {
  const request = requestNow();
  const table = state.data.rows.value;
  if (request === null || table === null) return;
  evaluating?.abort();
  const controller = new AbortController();
  evaluating = controller;
  const { choice } = request.chosen;
  const asked: state.Asked = {
    file: table.source.label,
    rows: state.rowsChoice.value,
    losses: choice.losses,
  };
  state.progress.value = { stage: 'loading', fraction: 0 };
  // What changes from here on is not in what is evaluated.
  const wasStale = stale.value;
  stale.value = false;
  const isDone = await attempt(async () => {
    const found = await host.evaluate(request, {
      signal: controller.signal,
      onProgress: (progress) => {
        if (!controller.signal.aborted) state.progress.value = progress;
      },
    });
    const count = found.report.outputs.length;
    state.asked.value = asked;
    state.evaluation.value = found;
    showOutput(state.output.value < count ? state.output.value : 0);
  });
  if (!isDone && wasStale) stale.value = true;
  if (evaluating === controller) state.progress.value = null;
}

export function cancel(): void {
  evaluating?.abort();
  state.progress.value = null;
}

export function showOutput(output: number): void {
  state.output.value = output;
  state.shown.value = null;
  const report = state.outputReport.value;
  if (report === undefined) return;
  show(usualOf(report));
}

/** The class whose curves are shown first: the one that a single output is sure of. */
export function usualOf(report: OutputReport): number {
  return (report.kind === 'classes' ? report.positive : null) ?? 0;
}

/** Shows the curves of a class or label, or the plots of a column. */
export function show(of: number): void {
  const { evaluation, output, outputReport, shown } = state;
  const prepared = evaluation.value?.prepared;
  const kind = outputReport.value?.kind;
  if (prepared === undefined || kind === undefined) return;
  showing?.abort();
  const controller = new AbortController();
  showing = controller;
  const at = { prepared, output: output.value };
  const options = { signal: controller.signal };
  void attempt(async () => {
    if (kind === 'numbers') {
      const plots = await host.plots({ ...at, column: of }, options);
      shown.value = { of, plots, curves: null, at: signal(0), cell: null };
    } else {
      const curves = await host.curves({ ...at, of }, options);
      shown.value = {
        of,
        curves,
        plots: null,
        at: signal(usualStep(curves)),
        cell: shown.value?.cell ?? null,
      };
    }
  });
}

/** The slider's place nearest the threshold that the model has by itself. */
export function usualStep({ steps: { thresholds }, usual }: ClassCurves): number {
  const at = thresholds.findIndex((threshold) => threshold >= usual - 1e-9);
  return at < 0 ? thresholds.length - 1 : at;
}

export function moveThreshold(at: number): void {
  const now = state.shown.value;
  if (now !== null) now.at.value = at;
}

/** Rows of a cell that are shown at once. */
export const CELL_PAGE = 50;

/** Lists the rows of a cell from `start` on. */
export function showCell(cell: Cell, start = 0): void {
  const { evaluation, output, shown } = state;
  const prepared = evaluation.value?.prepared;
  const now = shown.value;
  if (prepared === undefined || now === null) return;
  shown.value = { ...now, cell: { ...cell, start, found: null } };
  void attempt(async () => {
    const found = await host.rowsOf({
      ...{ prepared, output: output.value },
      ...{ actual: cell.actual, named: cell.named },
      ...{ start, end: start + CELL_PAGE },
    });
    const { value } = shown;
    const { cell: asked } = value ?? {};
    if (value && asked?.actual === cell.actual && asked.named === cell.named)
      shown.value = { ...value, cell: { ...cell, start, found } };
  });
}

export function closeCell(): void {
  const now = state.shown.value;
  if (now !== null) state.shown.value = { ...now, cell: null };
}

export function savePredictions(): void {
  const { evaluation, output, shown } = state;
  const prepared = evaluation.value?.prepared;
  if (prepared === undefined) return;
  const request = { prepared, output: output.value, column: shown.value?.of ?? 0 };
  void attempt(async () => {
    await host.savePredictions(request);
  });
}

export function showModel(): void {
  host.showModel(null).catch(report);
}
