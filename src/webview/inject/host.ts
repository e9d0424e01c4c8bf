import type { InjectHostApi, InjectPageApi } from '../../protocol/injectPage';
import { connect } from '../ui/connection';
import { reporter } from '../ui/failures';
import { planRequests } from './requests';

export { isCancelled, sentence } from '../ui/failures';

const page: InjectPageApi = {
  stale: () => {
    planRequests.value++;
    return Promise.resolve(null);
  },
};

/** The extension, and through it the models. */
export const host = connect<InjectHostApi, InjectPageApi>(page).remote;

// A hidden page is not told what happens to the model meanwhile.
document.addEventListener('visibilitychange', () => {
  if (!document.hidden) planRequests.value++;
});

export const report = reporter(host);
