import { ModelMismatchError } from '../../core/errors';
import { shownName } from '../../core/format/sentence';
import { CancelledError, type Client } from '../../protocol/channel';
import type { ComparisonApi, CopyRequest } from '../../protocol/compare';
import { bringValues } from '../edits/bringValues';
import { withSlowProgress } from '../edits/slowProgress';
import type { ModelDocument } from '../modelDocument';
import { sourceLabel } from '../sourcePicker';
import type { Copied } from './copyReceipt';

interface Copying {
  /** What the user calls B. */
  readonly from: string;
  readonly signal: AbortSignal;
  /** Whether the comparison is still that of the models as they are. */
  readonly isCurrent: () => boolean;
}

/**
 * Gives A tensors of B, as one edit; with a notification where that takes long.
 * @param document A, as it is open.
 * @param request A matched pair, or all tensors of its layer: what of them A can take.
 * @throws ModelMismatchError where nothing can be copied, nothing would change, or the models were read
 *   anew meanwhile.
 * @returns null where the user was asked how quantized tensors are to be stored, and did not answer.
 */
export async function copyToA(
  document: ModelDocument,
  comparison: Client<ComparisonApi>,
  request: CopyRequest,
  copying: Copying,
): Promise<Copied | null> {
  try {
    return await copy(document, comparison, request, copying);
  } catch (error) {
    if (copying.isCurrent() || error instanceof CancelledError) throw error;
    throw new ModelMismatchError(
      `The models were read anew while ${shownName(request.name)} was copied: nothing was changed. Copy again.`,
    );
  }
}

async function copy(
  document: ModelDocument,
  comparison: Client<ComparisonApi>,
  request: CopyRequest,
  { from, signal }: Copying,
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
