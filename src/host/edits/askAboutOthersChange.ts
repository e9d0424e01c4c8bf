import { notify } from '../window/messages';

/** What happened to the files beneath unsaved edits: now, or between the sessions. */
export type OthersChange = 'changed' | 'changedBefore' | 'deleted';

/** The command of VS Code's that does what the person wants of the unsaved edits, or null to leave them. */
type Command = 'workbench.action.files.revert' | null;

const KEEP = 'Keep My Edits';
const DISCARD = 'Discard Edits and Reload';

const QUESTIONS = {
  changed: {
    text: 'or a file of its weights was changed by another program while you have unsaved edits.',
    answers: [KEEP, DISCARD],
  },
  changedBefore: {
    text: 'or a file of its weights was changed after the unsaved edits were made that are restored here.',
    answers: [KEEP, DISCARD],
  },
  deleted: {
    text: 'was deleted or moved. Your unsaved edits are kept: put the file back to save them, or write the model to another file with Save As.',
    answers: [],
  },
} satisfies Record<OthersChange, { text: string; answers: readonly string[] }>;

/** Asks what becomes of unsaved edits now that another program changed the files beneath them. */
export async function askAboutOthersChange(
  fileName: string,
  change: OthersChange,
): Promise<Command> {
  const { text, answers } = QUESTIONS[change];
  const answer = await notify('warning', `${fileName} ${text}`, ...answers);
  return answer === DISCARD ? 'workbench.action.files.revert' : null;
}
