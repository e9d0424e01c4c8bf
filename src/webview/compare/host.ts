import type { CompareHostApi, ComparePageApi } from '../../protocol/comparePage';
import { connect } from '../ui/connection';
import { reporter } from '../ui/failures';
import { openRequests } from './state';

export { isCancelled, sentence } from '../ui/failures';

const page: ComparePageApi = {
  reload: () => {
    openRequests.value++;
    return Promise.resolve(null);
  },
};

/** The extension, and through it the two models. */
export const host = connect<CompareHostApi, ComparePageApi>(page).remote;

export const report = reporter(host);
