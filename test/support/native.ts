import { existsSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(
  process.env.WEIGHTSCOPE_CACHE ?? join(__dirname, '../../.cache'),
  'native/node_modules/@tensorflow/tfjs-node',
);

/** The tfjs-node that `npm run native` built, or undefined. */
export const nativeFolder: string | undefined = existsSync(
  join(folder, 'lib/napi-v8/tfjs_binding.node'),
)
  ? folder
  : undefined;

/** Registers tests that need native TensorFlow; says so in one line where it is not built. */
export function withNative(title: string, register: (folder: string) => void): void {
  if (nativeFolder === undefined)
    console.log(`  ${title}: not run: native TensorFlow is not built (npm run native)`);
  else {
    const found = nativeFolder;
    describe(title, () => register(found));
  }
}
