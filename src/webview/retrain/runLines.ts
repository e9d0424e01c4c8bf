import type { RunState } from '../../protocol/retrainRun';
import type { Measures } from '../../protocol/training';
import type { Line } from '../charts/lineChart';

/** Few enough epochs to be marked one by one. */
const MOST_MARKED = 40;

type Appearance = Pick<Line, 'color' | 'width' | 'dash'>;

export interface LineLooks {
  readonly training: Appearance;
  readonly validation: Appearance;
  readonly faint: Appearance;
  readonly layer: (index: number) => Omit<Appearance, 'width'>;
}

/** The losses of a run: those of batches while they trained, and both sides as measured after each epoch. */
export function lossLines(run: RunState, looks: LineLooks): readonly Line[] {
  const { batchLosses, epochs } = run.curves;
  const perEpoch = run.started?.stepsPerEpoch ?? 1;
  const { every, points } = batchLosses;
  const lines: Line[] = [
    {
      label: every === 1 ? 'batch loss' : `batch loss, mean of ${every} steps`,
      ...looks.faint,
      x: points.map((_, i) => ((i + 0.5) * every) / perEpoch),
      y: points,
      points: false,
    },
    ...sideLines(run, looks, ({ loss }) => loss),
  ];
  const penalties = epochs.map(
    ({ training, validation }) => (training ?? validation)?.penalty ?? 0,
  );
  if (penalties.every((penalty) => penalty === 0)) return lines;
  return [
    ...lines,
    {
      label: 'penalty of regularizers',
      ...looks.faint,
      dash: [2, 3],
      x: epochs.map(({ epoch }) => epoch),
      y: penalties,
      points: marks(run),
    },
  ];
}

export function metricLines(run: RunState, metric: number, looks: LineLooks): readonly Line[] {
  return sideLines(run, looks, ({ metrics }) => metrics[metric] ?? null);
}

/** Of each layer: what a step changes it by for its size, or its gradient. */
export function normLines(
  run: RunState,
  of: 'ratio' | 'gradient',
  looks: LineLooks,
): readonly Line[] {
  const perEpoch = run.started?.stepsPerEpoch ?? 1;
  const { norms } = run.curves;
  const x = norms.map(({ step }) => step / perEpoch);
  return run.layers.names.map((label, layer) => ({
    label,
    ...looks.layer(layer),
    width: 1.5,
    x,
    y: norms.map((sample) => sample[of][layer] ?? null),
    points: false,
  }));
}

function sideLines(
  run: RunState,
  looks: LineLooks,
  value: (measures: Measures) => number | null,
): readonly Line[] {
  const { curves, before } = run;
  return (['training', 'validation'] as const).flatMap((side): Line[] => {
    const measured = curves.epochs.filter((epoch) => epoch[side] !== null);
    if (measured.length === 0) return [];
    const points = measured.map((epoch) => ({ x: epoch.epoch, measures: epoch[side] }));
    // Of other rows than those of the curve it would stand beside the line.
    const rows = points[0]?.measures?.rows;
    if (before?.side === side && before.measures.rows === rows)
      points.unshift({ x: 0, measures: before.measures });
    return [
      {
        label: side,
        ...looks[side],
        x: points.map(({ x }) => x),
        y: points.map(({ measures }) => measures && value(measures)),
        points: marks(run),
      },
    ];
  });
}

function marks({ epochsWanted }: RunState): boolean {
  return epochsWanted <= MOST_MARKED;
}
