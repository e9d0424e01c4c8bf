import { ModelMismatchError } from '../../core/errors';
import type { Client } from '../../protocol/channel';
import type { ComparisonApi, CopyRequest } from '../../protocol/compare';
import { bringValues } from '../edits/bringValues';
import { withSlowProgress } from '../edits/slowProgress';
import type { ModelDocument } from '../modelDocument';
import { sourceLabel } from '../sourcePicker';
import type { Copied } from './copyReceipt';

/**
 * Gives A tensors of B, as one edit; with a notification where that takes long.
 * @param document A, as it is open.
 * @param request A matched pair, or all tensors of its layer: what of them A can take.
 * @param from What the user calls B.
 * @throws ModelMismatchError where nothing can be copied, or nothing would change.
 * @returns null where the user was asked how quantized tensors are to be stored, and did not answer.
 */
export async function copyToA(
  document: ModelDocument,
  comparison: Client<ComparisonApi>,
  request: CopyRequest,
  from: string,
  signal: AbortSignal,
): Promise<Copied | null> {
  const plan = await comparison.copyPlan(request, { signal });
  const { what, left } = plan;
  if (plan.tensors.length === 0)
    throw new ModelMismatchError(`${what} cannot be copied. ${left[0]?.reason ?? ''}`);
  const tensors = plan.tensors.map(({ a, b, count }) => ({
    weight: a,
    count,
    read: (start: number, end: number, wanted?: AbortSignal) =>
      comparison.sideValues({ side: 'b', weight: b, start, end }, { signal: wanted ?? signal }),
  }));
  const brought = await withSlowProgress(`Copying ${what} from ${from}`, undefined, (options) =>
    bringValues(
      document,
      { label: `Copy ${what} from ${from}`, tensors },
      { ...options, signal: AbortSignal.any([signal, options.signal]) },
    ),
  );
  if (brought === null) return null;
  if (!brought.changed)
    throw new ModelMismatchError(
      `A holds ${what} already, as B has it or as it is stored in A: nothing was copied.`,
    );
  return { plan, tensors: brought.tensors, from, into: sourceLabel(document.uri) };
}
