import type { CompareHostApi, ComparePageApi } from '../../protocol/comparePage';
import { connect } from '../ui/connection';
import { isCancelled } from '../ui/failures';
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

/** Tells the log of a failure that has no place on the page. A request taken back is none. */
export function report(error: unknown): void {
  if (isCancelled(error)) return;
  const { message, stack = '' } = error instanceof Error ? error : new Error(String(error));
  void host.report({ message, stack }).catch(() => undefined);
}
