import type { CallOptions } from '../../protocol/channel';
import { withNotification } from '../window/withNotification';

/** Runs a request with a notification that shows how far it is and can cancel it. @throws CancelledError */
export function withProgress<Result>(
  title: string,
  run: (options: CallOptions<{ readonly fraction: number }>) => Promise<Result>,
): Thenable<Result> {
  const controller = new AbortController();
  return withNotification(title, controller, (tell) => {
    let done = 0;
    return run({
      signal: controller.signal,
      onProgress: ({ fraction }) => {
        tell({
          increment: (fraction - done) * 100,
          message: `${Math.floor(fraction * 100)} %`,
        });
        done = fraction;
      },
    });
  });
}
