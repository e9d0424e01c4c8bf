import { ModelMismatchError } from '../../core/errors';
import type { PlanSource } from '../../core/inject/plan';
import type { Weight } from '../../core/model/model';
import type { SourceRequest, SourceInfo } from '../../protocol/inject';
import type { Turn } from '../turns';
import type { SourceModel } from './sourceModel';

/** Each keeps its model and some of its bytes in memory; nobody merges more by hand. */
const MOST_SOURCES = 16;
/** More sentences than anyone reads. */
const MOST_PROBLEMS = 100;
/** Weights between two turns. */
const WEIGHTS_A_TURN = 1_000;

/** A source that is open. */
export interface OpenSource extends PlanSource {
  readonly request: SourceRequest;
  readonly opened: SourceModel;
}

/** The sources of one plan, by the numbers under which the page knows them. */
export class SourceList {
  private readonly sources = new Map<number, OpenSource>();
  private next = 1;

  /** @throws ModelMismatchError where it has nothing to give. */
  async add(request: SourceRequest, opened: SourceModel, turn: Turn): Promise<SourceInfo> {
    if (this.sources.size >= MOST_SOURCES)
      throw new ModelMismatchError(
        `There are ${MOST_SOURCES} sources already. Remove one before you add another.`,
      );
    const { model } = opened;
    const broken = await brokenWeights(model.weights, (weight) => opened.problemOf(weight), turn);
    const offered = model.weights.filter(
      ({ index, variableGroup }) => variableGroup !== 'optimizer' && !broken.has(index),
    );
    const problems = [...(await opened.notes()), ...new Set(broken.values())];
    if (offered.length === 0)
      throw new ModelMismatchError(
        `${request.fileName} has no weights that can be read. ${problems[0] ?? ''}`.trim(),
      );
    const source: OpenSource = { id: this.next++, model, broken, request, opened };
    this.sources.set(source.id, source);
    return {
      id: source.id,
      fileName: request.fileName,
      label: request.label,
      weights: offered.length,
      problems: problems.slice(0, MOST_PROBLEMS),
    };
  }

  /** @throws ModelMismatchError where it has been removed. */
  get(id: number): OpenSource {
    const source = this.sources.get(id);
    if (source === undefined)
      throw new ModelMismatchError('The source was removed. Choose another file.');
    return source;
  }

  async remove(id: number): Promise<void> {
    const source = this.sources.get(id);
    this.sources.delete(id);
    await source?.opened.close();
  }
}

/** Why weights cannot be read, by index. */
export async function brokenWeights(
  weights: readonly Weight[],
  problemOf: (weight: Weight) => Promise<string | undefined>,
  turn: Turn,
): Promise<ReadonlyMap<number, string>> {
  const broken = new Map<number, string>();
  for (const weight of weights) {
    const problem = await problemOf(weight);
    // A name used twice is a problem, and its values can be read all the same.
    const readable = problem === weight.problem && !weight.unreadable;
    if (problem !== undefined && !readable) broken.set(weight.index, problem);
    if (weight.index % WEIGHTS_A_TURN === 0) await turn();
  }
  return broken;
}
