import type { EditorHostApi, EditorPageApi } from '../../protocol/editor';
import { connect } from '../ui/connection';
import { reporter } from '../ui/failures';
import { noteEdits } from './edit/noteEdits';
import { runPageCommand } from './pageCommands';
import { detail, reloadRequests, selectedWeight } from './state';

export { isCancelled, sentence } from '../ui/failures';

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
export const host = connect<EditorHostApi, EditorPageApi>(page).remote;

export const report = reporter(host);
