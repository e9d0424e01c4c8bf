import type { Axis } from '../model';

/** Axes along which a layer's outputs lie, and what one of them is called. */
export const OUTPUTS: ReadonlyMap<string, string> = new Map([
  ['unit', 'unit'],
  ['gate × unit', 'unit'],
  ['filter', 'filter'],
  ['gate × filter', 'filter'],
  ['multiplier', 'filter'],
  ['head', 'head'],
]);

/** What of a tensor can be muted. */
export interface OutputAxis {
  readonly axis: number;
  /** "unit", "filter" or "head". */
  readonly what: string;
  /** How many there are; with gates, each is in all of them. */
  readonly count: number;
}

/** The axis of a layer's outputs; none of a bias, whose units have no weights to mute. */
export function outputAxis(axes: readonly Axis[]): OutputAxis | undefined {
  const axis = axes.findLastIndex(({ name }) => OUTPUTS.has(name));
  const found = axes[axis];
  const what = OUTPUTS.get(found?.name ?? '');
  if (found === undefined || what === undefined || axes.length < 2) return undefined;
  return { axis, what, count: found.size / (found.parts?.length ?? 1) };
}
