import type { InjectHostApi, InjectPageApi } from '../../protocol/injectPage';
import { connect } from '../ui/connection';
import { isCancelled } from '../ui/failures';
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

/** Tells the log of a failure that has no place on the page. A request taken back is none. */
export function report(error: unknown): void {
  if (isCancelled(error)) return;
  const { message, stack = '' } = error instanceof Error ? error : new Error(String(error));
  void host.report({ message, stack }).catch(() => undefined);
}
