import type { EvaluateHostApi, EvaluatePageApi } from '../../protocol/evaluatePage';
import { connect } from '../ui/connection';
import { reporter } from '../ui/failures';
import { stale } from './requests';

export { isCancelled, sentence } from '../ui/failures';

const page: EvaluatePageApi = {
  stale: () => {
    stale.value = true;
    return Promise.resolve(null);
  },
};

/** The extension, and through it the model, the data and the process that runs it. */
export const host = connect<EvaluateHostApi, EvaluatePageApi>(page).remote;

export const report = reporter(host);
