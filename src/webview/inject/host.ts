import { Channel } from '../../protocol/channel';
import type { InjectHostApi, InjectPageApi } from '../../protocol/injectPage';
import { vscodeApi } from '../ui/vscodeApi';
import { planRequests } from './requests';

const page: InjectPageApi = {
  stale: () => {
    planRequests.value++;
    return Promise.resolve(null);
  },
};

/** The extension, and through it the models. */
export const host = new Channel<InjectHostApi, InjectPageApi>(
  {
    post: (message) => vscodeApi.postMessage(message),
    onMessage: (listener) =>
      window.addEventListener('message', (event: MessageEvent<unknown>) => listener(event.data)),
  },
  page,
).remote;

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

export function isCancelled(error: unknown): boolean {
  return error instanceof Error && error.name === 'CancelledError';
}

export function sentence(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
