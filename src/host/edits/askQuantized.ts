import * as vscode from 'vscode';
import type { QuantizedStorage } from '../../core/model/edits/edit';

/** Names listed before the rest are counted. */
const NAMED = 3;

/** Asks how the values of quantized weights are stored once they are edited; undefined if the person changes their mind. */
export async function askQuantized(
  names: readonly string[],
): Promise<QuantizedStorage | undefined> {
  const convert = 'Convert to float32';
  const requantize = 'Re-quantize';
  const answer = await vscode.window.showWarningMessage(
    `${listed(names)} ${names.length === 1 ? 'is' : 'are'} quantized. How should edited values be stored?`,
    {
      modal: true,
      detail:
        'Convert to float32 keeps every digit of your edits and makes the tensor larger. Re-quantize keeps it small and rounds all its values anew to the nearest step. The answer holds for this document until it is closed.',
    },
    convert,
    requantize,
  );
  if (answer === undefined) return undefined;
  return answer === convert ? 'float32' : 'requantize';
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, NAMED).join(', ');
  return names.length > NAMED ? `${shown} and ${names.length - NAMED} more` : shown;
}
