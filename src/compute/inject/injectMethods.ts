import type { PlanTarget } from '../../core/inject/plan';
import { STALE_OPTIMIZER } from '../../core/inject/receipt';
import type { ValueStore } from '../../core/model/edits/valueStore';
import type { Model } from '../../core/model/model';
import type { InjectApi, InjectStep, SourceRequest, StepRequest } from '../../protocol/inject';
import type { OpenedModel } from '../openedModel';
import type { Turn, Turns } from '../turns';
import { checkSavable } from '../edits/checkSavable';
import { applyPlan } from './applyPlan';
import { hasOptimizer } from './hasOptimizer';
import { candidatesFor, handLine, planLines } from './planLines';
import { previewOf } from './previewStep';
import { resolveStep } from './resolveStep';
import { brokenWeights, SourceList, type OpenSource } from './sourceList';
import type { SourceModel } from './sourceModel';

/** What injecting needs of the session around it. */
export interface InjectionContext {
  /** The open model, its unsaved changes included. */
  readonly model: () => Promise<OpenedModel>;
  readonly turns: Turns;
  /** Where new tensors go. */
  readonly store: ValueStore | undefined;
  /** @throws ModelFormatError where the file is no source. */
  readonly openSource: (request: SourceRequest) => Promise<SourceModel>;
}

/** Serves `InjectApi` for one open model. The sources stay open until they are removed. */
export function injectMethods({ model, turns, store, openSource }: InjectionContext): InjectApi {
  const list = new SourceList();
  const baseOf = (base: number | null): OpenSource | undefined =>
    base === null ? undefined : list.get(base);
  const resolve = (
    opened: OpenedModel,
    step: InjectStep,
    { base, quantized }: Pick<StepRequest, 'base' | 'quantized'>,
  ) => resolveStep(opened, list.get(step.source), baseOf(base), step, quantized);

  return {
    addSource: (request, { signal }) =>
      turns.foreground(signal, async (turn) => {
        const opened = await openSource(request);
        try {
          return await list.add(request, opened, turn);
        } catch (error) {
          await opened.close();
          throw error;
        }
      }),
    removeSource: async ({ source }) => {
      await list.remove(source);
      return null;
    },
    plan: async ({ sources, base }, { signal }) => {
      const opened = await model();
      const target = await turns.foreground(signal, (turn) => targetOf(opened, turn));
      return {
        lines: planLines(
          target,
          sources.map((id) => list.get(id)),
          baseOf(base),
        ),
        staleOptimizer: hasOptimizer(opened.model) ? STALE_OPTIMIZER : null,
      };
    },
    candidates: async ({ target, sources }) => {
      const opened = await model();
      return candidatesFor(opened.model, opened.weight(target), list, sources);
    },
    planLine: async ({ target: index, source, weight, base }, { signal }) => {
      const opened = await model();
      const target = await turns.foreground(signal, (turn) => targetOf(opened, turn));
      return handLine(target, index, list.get(source), weight, baseOf(base));
    },
    previewStep: async (request, { signal, progress }) => {
      const resolved = resolve(await model(), request.step, request);
      return turns.foreground(signal, (turn) =>
        previewOf(resolved, turn, (fraction) => progress({ fraction })),
      );
    },
    inject: async (request, { signal, progress }) => {
      const opened = await model();
      const steps = request.steps.map((step) => ({
        step,
        resolved: resolve(opened, step, request),
        source: list.get(step.source),
      }));
      await checkSavable(
        opened,
        request.steps.map(({ target }) => opened.weight(target)),
        () => request.quantized,
      );
      return turns.foreground(signal, (turn) =>
        applyPlan({ opened, steps, request, base: baseOf(request.base), store }, turn, (fraction) =>
          progress({ fraction }),
        ),
      );
    },
  };
}

async function targetOf(
  opened: OpenedModel,
  turn: Turn,
): Promise<PlanTarget & { readonly model: Model }> {
  const { model } = opened;
  const problemOf = (weight: Model['weights'][number]) => opened.source.problemOf(weight);
  return { model, broken: await brokenWeights(model.weights, problemOf, turn) };
}
