import { ModelMismatchError } from '../../core/errors';
import { outputAxis } from '../../core/model/edits/outputAxis';
import type { EditRequest } from '../../protocol/edit';
import { askText } from '../window/askText';
import type { EditTarget } from './editCommands';

/** Asks which unit, filter or head of a tensor is muted. @throws ModelMismatchError where it has none. */
export async function askForMuted({
  weights: [weight, ...others],
  page,
}: EditTarget): Promise<EditRequest | undefined> {
  if (weight === undefined || others.length > 0)
    throw new ModelMismatchError('Select one weight: units and filters are muted in one layer.');
  const { name, axes } = await page.model.detail({ weight });
  const output = outputAxis(axes);
  if (output === undefined)
    throw new ModelMismatchError(
      `${name} has no axis of units or filters, so there is none to mute.`,
    );
  const { what, axis, count } = output;
  const text = await askText({
    title: `Mute a ${what.charAt(0).toUpperCase()}${what.slice(1)} of ${name}`,
    prompt: `Number of the ${what}, from 0 to ${count - 1}. It is set to zero in all weights of its layer, its bias too.`,
    problemOf: (value) =>
      isIndex(value, count) ? undefined : `Give a whole number from 0 to ${count - 1}.`,
  });
  if (text === undefined || !isIndex(text, count)) return undefined;
  return { kind: 'mute', weight, slice: { axis, index: Number(text) } };
}

function isIndex(text: string, count: number): boolean {
  return /^\s*\d+\s*$/.test(text) && Number(text) < count;
}
