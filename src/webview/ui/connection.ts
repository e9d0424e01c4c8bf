import { Channel } from '../../protocol/channel';
import { vscodeApi } from './vscodeApi';

/** Opens a page's one channel to the host; `page` answers what the host asks. */
export function connect<Host extends object, Page extends object>(page: Page): Channel<Host, Page> {
  return new Channel<Host, Page>(
    {
      post: (message) => vscodeApi.postMessage(message),
      onMessage: (listener) =>
        window.addEventListener('message', (event: MessageEvent<unknown>) => listener(event.data)),
    },
    page,
  );
}
