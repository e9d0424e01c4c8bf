import type { EditRequest } from '../../../protocol/edit';
import { host, report } from '../host';

let last: Promise<unknown> = Promise.resolve();
let underway = 0;

/** Makes an edit after those asked for before it. @throws what the host says, with a sentence for the person. */
export async function applyEdit(request: EditRequest): Promise<void> {
  const made = last.then(() => host.edit(request));
  last = made.catch(() => undefined);
  underway++;
  try {
    await made;
  } finally {
    underway--;
  }
}

/** Saves the document once all edits asked for so far have been made or refused. */
export function saveAfterEdits(): void {
  last.then(() => host.save(null)).catch(report);
}

/**
 * VS Code saves nothing while it does not know of an edit yet: whoever presses Ctrl+S right after
 * typing a number means that number too.
 */
export function holdSaveForEdits(): void {
  const onKeyDown = (event: KeyboardEvent): void => {
    const saves = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 's';
    if (underway === 0 || !saves || event.shiftKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    saveAfterEdits();
  };
  window.addEventListener('keydown', onKeyDown, { capture: true });
}
