import type { RequantizedError } from '../../protocol/edit';
import type { QuantizedStorage } from '../../core/model/edits/edit';
import { askFirst } from '../window/messages';

/** Names listed before the rest are counted. */
const NAMED = 3;

/** Asks how the values of quantized weights are stored once they are edited; undefined if the person changes their mind. */
export async function askQuantized(
  names: readonly string[],
  error: RequantizedError,
): Promise<QuantizedStorage | undefined> {
  const convert = 'Convert to float32';
  const requantize = 'Re-quantize';
  const answer = await askFirst(
    'warning',
    `${listed(names)} ${names.length === 1 ? 'is' : 'are'} quantized. How should edited values be stored?`,
    'Convert to float32 keeps every digit of your edits and makes the tensor larger. Re-quantize keeps it small and rounds all its values anew to the nearest step' +
      `${errorText(error)} The answer holds for this document until it is closed.`,
    convert,
    ...('problem' in error ? [] : [requantize]),
  );
  if (answer === undefined) return undefined;
  return answer === convert ? 'float32' : 'requantize';
}

function errorText(error: RequantizedError): string {
  if ('problem' in error) return `, which cannot be chosen here: ${error.problem}`;
  const { largest } = error;
  if (largest === null) return '; Unsaved Changes shows the largest error.';
  return largest === 0
    ? ': no value would be off.'
    : `: the largest error would be ${Number(largest.toPrecision(6))}.`;
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, NAMED).join(', ');
  return names.length > NAMED ? `${shown} and ${names.length - NAMED} more` : shown;
}
