import { emptyValues, isOfKind, valueKindOf } from '../../core/format/valueKind';
import type { WeightValues } from '../../core/format/weightSource';
import type { Edit } from '../../core/model/edits/edit';
import type { ValueStore } from '../../core/model/edits/valueStore';
import type { ModelMatch } from '../../core/model/match/modelMatch';
import type { Model, Weight } from '../../core/model/model';
import { flatRead } from '../flatRead';
import type { OpenedModel } from '../openedModel';

/**
 * Another model as if an edit had brought its values: what shows edits then shows the two side by
 * side, and their difference. Values of the edit are named by the index of the other's weight.
 */
export function otherValues(other: () => Promise<OpenedModel>): ValueStore {
  return {
    write: () => Promise.reject(new Error('A comparison changes nothing.')),
    remove: () => Promise.resolve(),
    read: async (file, weight, start, end) => {
      const opened = await other();
      const theirs = opened.weight(Number(file));
      return asKindOf(weight, await flatRead(opened.values.source('stored'), theirs)(start, end));
    },
  };
}

/** The edit that puts B's values over A's. Text is compared, and shown as A has it. */
export function asEdit({ weights }: Pick<Model, 'weights'>, { matches }: ModelMatch): Edit {
  const numbers = matches.filter(({ left }) => weights[left]?.dtype !== 'string');
  return {
    label: 'B',
    patches: numbers.map(({ left, right }) => ({
      kind: 'values',
      weight: left,
      file: String(right),
    })),
    storage: numbers
      .filter(({ left }) => weights[left]?.quantization !== undefined)
      .map(({ left }) => ({ weight: left, as: 'float32' })),
  };
}

/** Types that differ are floats of two widths: no others are matched. Each is rounded to A's. */
function asKindOf(weight: Pick<Weight, 'dtype'>, values: WeightValues): WeightValues {
  const kind = valueKindOf(weight);
  if (kind === 'string' || isOfKind(values, kind)) return values;
  const cast = emptyValues(kind, values.length) as Float32Array | Float64Array;
  cast.set(values as Float32Array | Float64Array);
  return cast;
}
