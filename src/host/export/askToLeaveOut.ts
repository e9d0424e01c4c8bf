import type { ExportPlan } from '../../protocol/export';
import { askFirst } from '../window/messages';
import { tensors } from './askScope';

/** Sentences that a dialog has room for. */
const MAX_REASONS = 8;

/**
 * Names the tensors that cannot be exported and asks whether to go on without them.
 * @throws Error naming them where nothing would be left.
 */
export async function askToLeaveOut({ weights, leftOut }: ExportPlan): Promise<boolean> {
  if (leftOut.length === 0) return true;
  const shown = leftOut.slice(0, MAX_REASONS);
  if (leftOut.length > shown.length)
    shown.push(`And ${tensors(leftOut.length - shown.length)} more.`);
  if (weights.length === 0)
    throw new Error(`None of the chosen weights can be exported. ${shown.join(' ')}`);
  const goOn = `Export the Other ${weights.length}`;
  const answer = await askFirst(
    'warning',
    `${tensors(leftOut.length)} of ${leftOut.length + weights.length} cannot be exported.`,
    shown.join('\n'),
    goOn,
  );
  return answer === goOn;
}
