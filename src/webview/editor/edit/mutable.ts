import type { Slice } from '../../../core/model/edits/edit';
import { outputAxis } from '../../../core/model/edits/outputAxis';
import type { Axis } from '../../../core/model/model';

/** What of a tensor can be muted: the slice that a selected element lies in, null while none is selected. */
export interface Mutable {
  /** "unit", or "unit 3" with an element selected. */
  readonly what: string;
  readonly slice: Slice | null;
}

/** The unit, filter or head that the element at `index` belongs to; undefined for a tensor that has none. */
export function mutable(
  axes: readonly Axis[],
  index: readonly number[] | null,
): Mutable | undefined {
  const output = outputAxis(axes);
  if (output === undefined) return undefined;
  const { axis, what, count } = output;
  const at = index?.[axis];
  // With gates, each unit lies in all of them, one block after the other.
  return at === undefined
    ? { what, slice: null }
    : { what: `${what} ${at % count}`, slice: { axis, index: at } };
}
