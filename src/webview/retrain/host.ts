import { signal } from '@preact/signals';
import type { RetrainHostApi, RetrainPageApi } from '../../protocol/retrainPage';
import { connect } from '../ui/connection';
import { reporter } from '../ui/failures';

export { isCancelled, sentence } from '../ui/failures';

/** Grows each time the model was edited or read anew. */
export const changes = signal(0);

const page: RetrainPageApi = {
  stale: () => {
    changes.value++;
    return Promise.resolve(null);
  },
};

/** The extension, and through it the model, the data and the training process. */
export const host = connect<RetrainHostApi, RetrainPageApi>(page).remote;

export const report = reporter(host);
