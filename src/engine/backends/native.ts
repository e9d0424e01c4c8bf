import { createRequire } from 'node:module';
import { join } from 'node:path';
import util from 'node:util';
import type { Tf } from '../tf';

/** What tfjs-node's backend shows beyond the interface of backends. */
interface NativeBackend {
  readonly binding: { readonly TF_Version: string };
}

/**
 * TensorFlow's C library through @tensorflow/tfjs-node, which brings its own copy of TensorFlow.js.
 * @param folder of the installed package.
 * @throws Error where it does not load: no addon for this machine, or libraries that it lacks.
 */
export async function useNative(
  folder: string,
): Promise<{ readonly tf: Tf; readonly version: string }> {
  restoreUtil();
  // TensorFlow greets on standard error for every instruction set that it could use as well.
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '2';
  const load = createRequire(join(folder, 'package.json'));
  const tf = load(folder) as Tf;
  if (!(await tf.setBackend('tensorflow'))) throw new Error('its backend did not start');
  tf.enableProdMode();
  const { binding } = tf.backend() as unknown as NativeBackend;
  return { tf, version: binding.TF_Version };
}

/** Node 23 removed what tfjs-node 4.22 calls for nearly every op (tfjs issue 8425, fixed and not released). */
function restoreUtil(): void {
  const old = util as { isNullOrUndefined?: (value: unknown) => boolean; isArray?: unknown };
  old.isNullOrUndefined ??= (value) => value === null || value === undefined;
  old.isArray ??= Array.isArray;
}
