import { ModelFormatError, messageOf } from '../../core/errors';
import { type Call, CancelledError } from '../../protocol/channel';
import type {
  ComparedStep,
  Distance,
  TimelineApi,
  TimelineProgress,
  TimelineTensor,
} from '../../protocol/timeline';
import { comparePairs } from '../compare/comparePairs';
import { Turns } from '../turns';
import { localPairs } from './localPairs';
import { openStep, type StepFiles, type TimelineStep } from './timelineStep';

const NOWHERE: Distance = { distance: 0, norm: 0 };

/** Compares each checkpoint with the first and with the one before. Three are open at a time. */
export function createTimeline(steps: readonly StepFiles[]): TimelineApi {
  const turns = new Turns();
  return {
    run: async (_, { signal, progress }) => {
      let first: TimelineStep | undefined;
      let previous: TimelineStep | undefined;
      for (const [i, files] of steps.entries()) {
        const tell = stepProgress(i, steps.length, progress);
        try {
          const current = await openStep(files, i, first);
          if (first === undefined) tell({ tensors: tensorsOf(current) });
          const base = first ?? current;
          const fromFirst = await distances(base, current, turns, {
            signal,
            progress: tell.half(0),
          });
          const fromPrevious =
            previous === undefined || previous === first
              ? fromFirst
              : await distances(previous, current, turns, { signal, progress: tell.half(1) });
          const result: ComparedStep = {
            step: i,
            before: previous?.step ?? null,
            first: fromFirst,
            previous: fromPrevious,
          };
          tell({ results: [result], done: 1 });
          if (previous !== undefined && previous !== first) await previous.files.forget();
          first = base;
          previous = current;
        } catch (error) {
          if (error instanceof CancelledError || signal.aborted) throw error;
          tell({ results: [{ step: i, problem: messageOf(error) }], done: 1 });
          await files.files.forget();
        }
      }
      await Promise.all([first?.files.forget(), previous?.files.forget()]);
      return null;
    },
  };
}

/** From A to B, for each tensor; none from a step to itself. @throws ModelFormatError where one cannot be read. */
async function distances(
  a: TimelineStep,
  b: TimelineStep,
  turns: Turns,
  { signal, progress }: Call<number>,
): Promise<readonly Distance[]> {
  if (a === b) return a.weights.map(() => NOWHERE);
  const found: Distance[] = a.weights.map(() => NOWHERE);
  const local = a.path === null || b.path === null ? undefined : localPairs(a.path, b.path);
  try {
    const pairs = a.weights.map((index, i) => ({
      a: a.opened.weight(index),
      b: b.opened.weight(b.weights[i] ?? index),
    }));
    const comparing = { a: a.opened, b: b.opened, pool: local?.pool, signal };
    await comparePairs({ ...comparing, turn: turns.background(signal) }, pairs, (part) => {
      for (const one of part.compared) {
        if ('problem' in one) throw new ModelFormatError(one.problem);
        found[one.pair] = { distance: one.difference.distance, norm: one.difference.aNorm };
      }
      progress(part.fraction);
    });
    return found;
  } finally {
    local?.close();
  }
}

interface Told extends Partial<TimelineProgress> {
  /** Of this step, 0 to 1. */
  readonly done?: number;
}

function stepProgress(step: number, steps: number, progress: (value: TimelineProgress) => void) {
  const tell = ({ results = [], done = 0, ...rest }: Told): void =>
    progress({ ...rest, results, fraction: (step + done) / steps });
  return Object.assign(tell, {
    half: (begun: number) => (fraction: number) => tell({ done: (begun + fraction) / 2 }),
  });
}

function tensorsOf({ opened, weights }: TimelineStep): TimelineTensor[] {
  return weights.map((index) => {
    const { name, node } = opened.weight(index);
    return { name, layerName: opened.model.nodes[node]?.name ?? '' };
  });
}
