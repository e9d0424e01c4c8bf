import { ModelMismatchError } from '../../core/errors';
import { shownName } from '../../core/format/sentence';
import { matchModels } from '../../core/model/match/matchModels';
import type { OpenableFiles } from '../files/openableFiles';
import { OpenedModel } from '../openedModel';

export interface StepFiles {
  readonly files: OpenableFiles;
  /** Absolute path of model.json, or null where the host reads the files. */
  readonly path: string | null;
  readonly fileName: string;
}

/** A checkpoint that can be compared. */
export interface TimelineStep extends StepFiles {
  readonly step: number;
  readonly opened: OpenedModel;
  /** Index of each tensor of the timeline in this model. */
  readonly weights: readonly number[];
}

/**
 * Opens a checkpoint and finds in it the tensors of the first one.
 * @param first Undefined for the first itself.
 * @throws ModelFormatError where it cannot be read whole, ModelMismatchError where it has other tensors.
 */
export async function openStep(
  files: StepFiles,
  step: number,
  first: TimelineStep | undefined,
): Promise<TimelineStep> {
  const opened = await OpenedModel.open(files.files, files.fileName);
  const weights = first === undefined ? ownWeights(opened) : partners(first, opened);
  for (const index of weights) {
    const problem = await opened.source.lackOf(opened.weight(index));
    if (problem !== undefined) throw new ModelMismatchError(problem);
  }
  return { ...files, step, opened, weights };
}

/** All but text, and what belongs to an optimizer. */
function ownWeights({ model }: OpenedModel): readonly number[] {
  return matchModels(model, model)
    .matches.map(({ left }) => left)
    .filter((index) => model.weights[index]?.dtype !== 'string');
}

function partners(first: TimelineStep, opened: OpenedModel): readonly number[] {
  const { matches, conflicts, onlyLeft, onlyRight } = matchModels(first.opened.model, opened.model);
  const nameIn = (model: OpenedModel, index: number): string =>
    shownName(model.model.weights[index]?.name ?? '');
  const [conflict] = conflicts;
  const [missing] = onlyLeft;
  const [added] = onlyRight;
  const differs =
    conflict !== undefined
      ? `${nameIn(first.opened, conflict.left)} has another shape or type here`
      : missing !== undefined
        ? `${nameIn(first.opened, missing.weight)} is not here`
        : added !== undefined
          ? `${nameIn(opened, added.weight)} is only here`
          : undefined;
  if (differs !== undefined)
    throw new ModelMismatchError(`Other tensors than in the first checkpoint: ${differs}.`);
  const found = new Map(matches.map(({ left, right }) => [left, right]));
  return first.weights.map((index) => found.get(index) ?? index);
}
