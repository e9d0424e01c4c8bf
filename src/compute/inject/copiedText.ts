import type { AppliedStep } from './applyStep';
import type { ResolvedStep } from './stepValues';

/** Text is small (a tensor of it has at most 64 MiB) and goes into the edit itself. */
export async function copiedText(step: ResolvedStep): Promise<AppliedStep> {
  const [before, after] = await Promise.all([
    step.readTarget(0, step.count),
    step.readSource(0, step.count),
  ]);
  const positions: number[] = [];
  const values: string[] = [];
  for (let i = 0; i < step.count; i++) {
    if (before[i] === after[i]) continue;
    positions.push(i);
    values.push(String(after[i]));
  }
  return {
    patch:
      positions.length === 0
        ? null
        : {
            kind: 'cells',
            weight: step.target.index,
            positions: Float64Array.from(positions),
            values,
          },
    numbers: {
      values: step.count,
      changed: positions.length,
      normBefore: null,
      normAfter: null,
      relativeChange: null,
    },
  };
}
