import type { WeightValues } from '../../core/format/weightSource';
import type { Overlap } from '../../core/inject/overlap';
import type { Weight } from '../../core/model/model';
import { elementsOf } from '../../core/model/strides';
import { isMeasurable } from '../../core/measure/widen';
import type { FlatRead } from '../flatRead';
import { PIECE } from '../scan';

interface Both {
  readonly target: Pick<Weight, 'shape'>;
  readonly source: Pick<Weight, 'shape'>;
}

/**
 * The source in the target's shape: its values where both overlap, the target's own elsewhere. Reads
 * of the source span whole runs along the axis, a piece at a time at most.
 */
export function overlapRead(
  readSource: FlatRead,
  readTarget: FlatRead,
  { target, source }: Both,
  { axis, count }: Overlap,
): FlatRead {
  const inner = elementsOf(target.shape.slice(axis + 1));
  const runOfTarget = (target.shape[axis] ?? 0) * inner;
  const runOfSource = (source.shape[axis] ?? 0) * inner;
  const shared = count * inner;
  return async (start, end): Promise<WeightValues> => {
    const own = await readTarget(start, end);
    if (!isMeasurable(own)) throw new RangeError('Text has no overlap.');
    const values = own.slice();
    let run = Math.floor(start / runOfTarget);
    while (run * runOfTarget < end) {
      // As many runs at once as a piece holds.
      const last = Math.min(
        Math.ceil(end / runOfTarget),
        run + Math.max(1, Math.floor(PIECE / runOfSource)),
      );
      const first = run * runOfSource;
      const [from, to] = last - run > 1 ? [first, (last - 1) * runOfSource + shared] : within(run);
      const taken = await readSource(from, to);
      for (; run < last; run++) {
        const [low, high] = within(run);
        const at = run * runOfTarget + (low - run * runOfSource) - start;
        for (let i = low; i < high; i++) values[at + i - low] = (taken[i - from] ?? 0) as never;
      }
    }
    return values;

    /** What of a run's overlap the range asks for, by index into the source. */
    function within(index: number): [number, number] {
      const low = Math.max(0, start - index * runOfTarget);
      const high = Math.min(shared, end - index * runOfTarget);
      const first = index * runOfSource;
      return [first + low, first + Math.max(low, high)];
    }
  };
}
