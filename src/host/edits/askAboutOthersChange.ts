import * as vscode from 'vscode';

/** What happened to the files beneath unsaved edits: now, or between the sessions. */
export type OthersChange = 'changed' | 'changedBefore' | 'deleted';

/** The command of VS Code's that does what the person wants of the unsaved edits, or null to leave them. */
type Command = 'workbench.action.files.revert' | null;

interface Answer extends vscode.MessageItem {
  readonly command: Command;
}

const KEEP: Answer = { title: 'Keep My Edits', command: null };
const DISCARD: Answer = {
  title: 'Discard Edits and Reload',
  command: 'workbench.action.files.revert',
};

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
} satisfies Record<OthersChange, { text: string; answers: readonly Answer[] }>;

/** Asks what becomes of unsaved edits now that another program changed the files beneath them. */
export async function askAboutOthersChange(
  fileName: string,
  change: OthersChange,
): Promise<Command> {
  const { text, answers } = QUESTIONS[change];
  const answer = await vscode.window.showWarningMessage<Answer>(`${fileName} ${text}`, ...answers);
  return answer?.command ?? null;
}
