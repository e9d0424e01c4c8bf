import { existsSync } from 'node:fs';
import { join } from 'node:path';

const cache = process.env.WEIGHTSCOPE_CACHE ?? join(__dirname, '../../.cache');
const PACKAGE = 'node_modules/@tensorflow/tfjs-node';
const ADDON = 'lib/napi-v8/tfjs_binding.node';

/** The tfjs-node that `npm run native` built or, where its own download works, `npm ci` installed; else undefined. */
export const nativeFolder: string | undefined = [
  join(cache, 'native', PACKAGE),
  join(__dirname, '../..', PACKAGE),
].find((folder) => existsSync(join(folder, ADDON)));

/** Registers tests that need native TensorFlow; says so in one line where it is not built. */
export function withNative(title: string, register: (folder: string) => void): void {
  if (nativeFolder === undefined)
    console.log(`  ${title}: not run: native TensorFlow is not built (npm run native)`);
  else {
    const found = nativeFolder;
    describe(title, () => register(found));
  }
}
