import { Channel } from '../../protocol/channel';
import type { EditorHostApi, EditorPageApi } from '../../protocol/editor';
import { vscodeApi } from '../ui/vscodeApi';

/** Opens the page's one channel to the host; `page` answers what the host asks. */
export function connect(page: EditorPageApi): Channel<EditorHostApi, EditorPageApi> {
  return new Channel<EditorHostApi, EditorPageApi>(
    {
      post: (message) => vscodeApi.postMessage(message),
      onMessage: (listener) =>
        window.addEventListener('message', (event: MessageEvent<unknown>) => listener(event.data)),
    },
    page,
  );
}
