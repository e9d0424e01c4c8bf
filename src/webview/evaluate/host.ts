import type { EvaluateHostApi, EvaluatePageApi } from '../../protocol/evaluatePage';
import { connect } from '../ui/connection';
import { reporter } from '../ui/failures';
import { stale } from './requests';

const page: EvaluatePageApi = {
  stale: () => {
    stale.value = true;
    return Promise.resolve(null);
  },
};

/** The extension, and through it the model, the data and the process that runs it. */
export const host = connect<EvaluateHostApi, EvaluatePageApi>(page).remote;

export const report = reporter(host);

// A hidden page is not told what happens to the model meanwhile.
document.addEventListener('visibilitychange', () => {
  if (document.hidden) return;
  host.isStale(null).then((answer) => {
    stale.value = answer.stale;
  }, report);
});
