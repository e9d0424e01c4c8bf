import type { EditorPageApi } from '../../protocol/editor';
import { connect } from './connection';
import { noteEdits } from './edit/noteEdits';
import { runPageCommand } from './pageCommands';
import { detail, reloadRequests, selectedWeight } from './state';

const page: EditorPageApi = {
  state: () =>
    Promise.resolve({
      weight: selectedWeight.value,
      name: detail.value?.name ?? null,
      shape: detail.value?.shape ?? [],
    }),
  run: (command) => runPageCommand(command),
  reload: () => {
    reloadRequests.value++;
    return Promise.resolve(null);
  },
  edited: (state) => {
    noteEdits(state);
    return Promise.resolve(null);
  },
};

/** The extension, and through it everything that is known of the model. */
export const host = connect(page).remote;

/** Tells the log of a failure that has no place on the page. A request taken back is none. */
export function report(error: unknown): void {
  if (isCancelled(error)) return;
  const { message, stack = '' } = error instanceof Error ? error : new Error(String(error));
  void host.report({ message, stack }).catch(() => undefined);
}

export function isCancelled(error: unknown): boolean {
  return error instanceof Error && error.name === 'CancelledError';
}

export function sentence(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
