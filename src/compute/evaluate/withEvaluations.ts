import { ModelMismatchError } from '../../core/errors';
import type { DataApi } from '../../protocol/data';
import type { OutputPairsApi } from '../../protocol/behaviour';
import type { EvaluationApi } from '../../protocol/evaluation';
import type { HeldData } from '../dataset/heldData';
import { createEvaluations, type RowsOf } from './evaluations';
import { createOutputPairs } from './outputPairs';

/** Evaluations of what was prepared, beside what prepares it; they are forgotten together. */
export function withEvaluations(
  held: HeldData,
  data: DataApi,
): DataApi & EvaluationApi & OutputPairsApi {
  const rowsOf: RowsOf = (prepared, part) => {
    const { rows, validation } = held.preparedOf(prepared);
    const asked = part === 'training' ? rows : validation;
    if (asked !== null) return asked;
    throw new ModelMismatchError('No rows were kept for validation. Choose which to keep.');
  };
  const { api, release } = createEvaluations(rowsOf);
  return {
    ...data,
    ...api,
    ...createOutputPairs(rowsOf),
    release: (params, call) => {
      release(params.prepared);
      return data.release(params, call);
    },
  };
}
