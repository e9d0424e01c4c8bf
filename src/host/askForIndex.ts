import { parseIndex } from '../core/model/parseIndex';
import type { PageState } from '../protocol/editor';
import { askText } from './window/askText';

/** Asks for one index per axis of the tensor shown; undefined if the user changes their mind. */
export async function askForIndex(state: PageState): Promise<readonly number[] | undefined> {
  const { name, shape } = state;
  if (name === null) return undefined;
  const text = await askText({
    title: `Go to Index in ${name}`,
    prompt: `One index for each axis of (${shape.join(', ')}), such as ${shape.map(() => 0).join(', ')}`,
    problemOf: (value) => {
      const index = parseIndex(value, shape);
      return typeof index === 'string' ? index : undefined;
    },
  });
  if (text === undefined) return undefined;
  const index = parseIndex(text, shape);
  return typeof index === 'string' ? undefined : index;
}
