import { preprocessingMetadata } from '../../core/dataset/kept';
import { keptConfigOf } from '../../core/dataset/keptConfig';
import type { Preprocessing } from '../../core/dataset/preprocessing';
import { ModelMismatchError } from '../../core/errors';
import { outcomeText } from '../../core/retrain/outcomeText';
import { retrainLabel } from '../../core/retrain/retrainLabel';
import type { RetrainRequest } from '../../protocol/retrainPage';
import type { RunOutcome } from '../../protocol/retrainRun';
import type { Measures, TrainResult } from '../../protocol/training';
import { keepTrained } from '../engine/keepTrained';
import type { ModelEngine } from '../engine/modelEngine';
import type { ModelDocument } from '../modelDocument';

/** A run that ended, and what it was made of. */
export interface EndedRun {
  readonly request: RetrainRequest;
  readonly rows: { readonly training: number; readonly validation: number };
  readonly preprocessing: Preprocessing;
  readonly began: Date;
  /** What the weights scored before. */
  readonly before: Measures | null;
  readonly result: TrainResult;
  /** The process that trained: it alone has the weights. */
  readonly trained: ModelEngine;
}

/** Keeps what was trained, unless the model is another than when it began: then the person is asked. */
export async function concludeRun(document: ModelDocument, ended: EndedRun): Promise<RunOutcome> {
  const { result, trained } = ended;
  if (result.keptEpoch > 0 && !trained.stale) return keepOutcome(document, ended);
  const message = textOf(ended);
  if (result.keptEpoch === 0)
    return { kind: 'unchanged', message, result, weight: result.failure?.weight ?? null };
  return {
    kind: 'waiting',
    message: `${message} The model was edited, saved or read anew while it trained: the trained weights would take the place of what it holds now. Undo would bring that back.`,
    result,
    weight: null,
  };
}

/** One edit of the document, which undo takes back. */
export async function keepOutcome(document: ModelDocument, ended: EndedRun): Promise<RunOutcome> {
  const { request, preprocessing, result, trained } = ended;
  const keep = {
    label: retrainLabel(result.epochs, result.keptEpoch),
    metadata: request.keepPreprocessing ? [preprocessingMetadata(preprocessing)] : [],
  };
  const optimizer = { config: keptConfigOf(request.settings), slots: result.slots };
  let message = textOf(ended);
  const kept = await (request.keepOptimizer
    ? keepTrained(document, trained, { ...keep, optimizer }).catch((error: unknown) => {
        if (!(error instanceof ModelMismatchError)) throw error;
        message += ` The optimizer was not kept: ${error.message}`;
        return keepTrained(document, trained, keep);
      })
    : keepTrained(document, trained, keep));
  const told = { result, weight: result.failure?.weight ?? null };
  if (kept === null)
    return {
      kind: 'waiting',
      message: `${message} How quantized tensors are to be stored was not chosen, so nothing is changed yet.`,
      ...told,
    };
  if (!kept.changed)
    return { kind: 'unchanged', message: `${message} Every weight is as it was.`, ...told };
  const rounded = kept.tensors.filter((tensor) => tensor.rounded).map(({ name }) => name);
  const said = rounded.length === 0 ? '' : ` Rounded to what they hold: ${rounded.join(', ')}.`;
  return { kind: 'kept', message: message + said, ...told };
}

function textOf({ result, request, before }: EndedRun): string {
  return outcomeText(result, request.settings.metrics, before);
}
