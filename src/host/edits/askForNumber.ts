import { heldValue } from '../../core/model/edits/heldValue';
import type { Holding } from '../../core/model/edits/holding';
import { askText, type TextQuestion } from '../window/askText';

/** Not rounded here: what the tensor holds is rounded or refused where the edit is made. */
const ANY_NUMBER: Holding = { kind: 'float', round: (x) => x, special: true };

/** Seeds are whole numbers of 32 bits, so that they can be written down and used elsewhere. */
const SEEDS = 2 ** 32;

/** Asks for a number; undefined if the person changes their mind. */
export async function askForNumber(
  texts: Pick<TextQuestion, 'title' | 'prompt'>,
): Promise<number | undefined> {
  const text = await askText({
    ...texts,
    problemOf: (value) => {
      const held = numberOf(value);
      return 'problem' in held ? `"${value.trim()}" ${held.problem}.` : undefined;
    },
  });
  const held = numberOf(text ?? '');
  return 'problem' in held ? undefined : Number(held.value);
}

/** Asks for a seed and proposes one; undefined if the person changes their mind. */
export async function askForSeed(title: string): Promise<number | undefined> {
  const isSeed = (value: string): boolean => /^\s*\d+\s*$/.test(value) && Number(value) < SEEDS;
  const text = await askText({
    title,
    prompt: 'Seed. The same seed draws the same values.',
    value: String(Math.floor(Math.random() * SEEDS)),
    problemOf: (value) =>
      isSeed(value) ? undefined : `A seed is a whole number from 0 to ${SEEDS - 1}.`,
  });
  return text === undefined || !isSeed(text) ? undefined : Number(text);
}

function numberOf(text: string): ReturnType<typeof heldValue> {
  return heldValue(text.trim(), ANY_NUMBER, '');
}
