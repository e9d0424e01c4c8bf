import type { EditRequest } from '../../protocol/edit';
import type { ActivePage } from '../activePage';
import type { EditorPage } from '../editorPage';
import { askForMuted } from './askForMuted';
import { askForNumber, askForSeed } from './askForNumber';
import { withSlowProgress } from './slowProgress';

/** What a command changes: the weights of the row whose context menu was opened, or else the one shown. */
export interface EditTarget {
  readonly weights: readonly number[];
  /** "dense_1/kernel", "3 weights". */
  readonly name: string;
  readonly page: EditorPage;
}

type EditCommand = (context: unknown) => Promise<void>;

/** Asks what an edit needs to know; undefined if the person changes their mind. */
type Asked = (target: EditTarget) => Promise<EditRequest | undefined>;

/** The commands that change weights. */
export function createEditCommands(active: ActivePage): Record<string, EditCommand> {
  const command =
    (ask: Asked): EditCommand =>
    async (context) => {
      const target = await targetOf(active, context);
      if (target === undefined) return;
      const request = await ask(target);
      if (request !== undefined) await edit(target, request);
    };
  const fill = (value: number) =>
    command(({ weights }) => Promise.resolve({ kind: 'fill', weights, value }));
  return {
    'weightscope.setToZeros': fill(0),
    'weightscope.setToOnes': fill(1),
    'weightscope.setToConstant': command(async ({ weights, name }) => {
      const value = await askForNumber({ title: `Set ${name} to a Constant`, prompt: 'Value' });
      return value === undefined ? undefined : { kind: 'fill', weights, value };
    }),
    'weightscope.scale': command(async ({ weights, name }) => {
      const factor = await askForNumber({ title: `Scale ${name}`, prompt: 'Factor' });
      return factor === undefined ? undefined : { kind: 'scale', weights, factor };
    }),
    'weightscope.drawAnew': command(async ({ weights, name }) => {
      const seed = await askForSeed(`Draw ${name} Anew from Its Initialiser`);
      return seed === undefined ? undefined : { kind: 'initialise', weights, seed };
    }),
    'weightscope.mute': command(askForMuted),
  };
}

async function edit({ page, name }: EditTarget, request: EditRequest): Promise<void> {
  await withSlowProgress(`Changing ${name}`, undefined, (options) => page.edit(request, options));
}

/** @throws Error with a sentence if there is nothing to act on. */
async function targetOf(active: ActivePage, context: unknown): Promise<EditTarget | undefined> {
  const page = active.get();
  if (page === undefined) return undefined;
  const weights = weightsOf(context) ?? (page.weight === null ? [] : [page.weight]);
  const [first, ...others] = weights;
  if (first === undefined) {
    throw new Error('No weight is selected. Select one in the layer tree, then try again.');
  }
  const name =
    others.length > 0
      ? `${weights.length} weights`
      : (await page.model.detail({ weight: first })).name;
  return { page, weights, name };
}

/** What a row of the tree puts into its context menu. */
function weightsOf(context: unknown): readonly number[] | undefined {
  if (typeof context !== 'object' || context === null) return undefined;
  if (!('weightscopeWeights' in context)) return undefined;
  const { weightscopeWeights: weights } = context;
  return Array.isArray(weights)
    ? weights.filter((weight) => typeof weight === 'number')
    : undefined;
}
