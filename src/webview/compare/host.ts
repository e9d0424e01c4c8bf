import { comparisonFile } from '../../core/compare/export/formats';
import type { CompareHostApi, ComparePageApi } from '../../protocol/comparePage';
import { connect } from '../ui/connection';
import { reporter } from '../ui/failures';
import { comparison, openRequests } from './state';

export { isCancelled, sentence } from '../ui/failures';

const page: ComparePageApi = {
  reload: () => {
    openRequests.value++;
    return Promise.resolve(null);
  },
  exported: async ({ format }) => {
    const known = comparison();
    if (known === null) throw new Error('The models are not compared yet.');
    return { text: await comparisonFile(format, known, host) };
  },
};

/** The extension, and through it the two models. */
export const host = connect<CompareHostApi, ComparePageApi>(page).remote;

export const report = reporter(host);
