import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import {
  installedNative,
  installNative,
  putLibraryBesideAddon,
  removeNative,
} from '../../../src/host/node/nativeTensorFlow';
import { CancelledError } from '../../../src/protocol/channel';

/** A program that is called npm and does what a script says, so that nothing is downloaded. */
async function npmOf(folder: string, script: string): Promise<Readonly<Record<string, string>>> {
  const bin = join(folder, 'bin');
  await mkdir(bin, { recursive: true });
  await writeFile(join(bin, 'npm'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return { PATH: `${bin}${delimiter}${process.env.PATH ?? ''}` };
}

const MAKE_PACKAGE = 'mkdir -p node_modules/@tensorflow/tfjs-node && echo "$@"';

describe('installing native TensorFlow', () => {
  if (process.platform === 'win32') {
    console.log('    not run: it needs a shell script as npm');
    return;
  }
  let home: string;
  let folder: string;
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'weightscope-native-'));
    folder = join(home, 'native');
  });
  afterEach(() => rm(home, { recursive: true, force: true }));
  const packageFolder = (): string => join(folder, 'node_modules', '@tensorflow', 'tfjs-node');

  it('counts once it was seen to load, and goes away whole', async () => {
    const said: string[] = [];
    const seen: string[] = [];
    const check = (path: string): Promise<void> => {
      assert.equal(installedNative(folder), null);
      seen.push(path);
      return Promise.resolve();
    };
    const env = await npmOf(home, MAKE_PACKAGE);
    await installNative(folder, check, { env, log: (text) => said.push(text) });
    assert.deepEqual(seen, [packageFolder()]);
    assert.equal(installedNative(folder), packageFolder());
    assert.match(said.join(''), /^install @tensorflow\/tfjs-node@\d/);
    await removeNative(folder);
    assert.equal(installedNative(folder), null);
    assert.equal(existsSync(folder), false);
  });

  it('leaves nothing where it does not load', async () => {
    const env = await npmOf(home, MAKE_PACKAGE);
    const check = (): Promise<void> => Promise.reject(new Error('no addon for this machine'));
    const installing = installNative(folder, check, { env, log: () => undefined });
    await assert.rejects(installing, /no addon for this machine/);
    assert.equal(existsSync(folder), false);
  });

  it('is cancelled with all that npm started, and leaves nothing', async () => {
    // It holds npm's output, so npm is not done before it has ended as well.
    const env = await npmOf(home, 'sleep 600 & echo begun; wait');
    const controller = new AbortController();
    const installing = installNative(folder, () => Promise.resolve(), {
      env,
      log: () => controller.abort(),
      signal: controller.signal,
    });
    await assert.rejects(installing, CancelledError);
    assert.equal(existsSync(folder), false);
  });

  it('says where there is no npm', async () => {
    const installing = installNative(folder, () => Promise.resolve(), {
      env: { PATH: home },
      log: () => undefined,
    });
    await assert.rejects(installing, /npm was not found\. Install Node\.js/);
    assert.equal(existsSync(folder), false);
  });
});

describe('native TensorFlow on Windows', () => {
  it('finds its library beside the addon, whatever the version of Node', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'weightscope-native-'));
    try {
      const lib = join(folder, 'lib');
      await mkdir(join(folder, 'deps', 'lib'), { recursive: true });
      await mkdir(join(lib, 'napi-v8'), { recursive: true });
      await mkdir(join(lib, 'napi-v10'), { recursive: true });
      await writeFile(join(folder, 'deps', 'lib', 'tensorflow.dll'), 'library');
      await writeFile(join(lib, 'napi-v8', 'tfjs_binding.node'), 'addon');
      await putLibraryBesideAddon(folder);
      assert.equal(await readFile(join(lib, 'napi-v8', 'tensorflow.dll'), 'utf8'), 'library');
      assert.equal(existsSync(join(lib, 'napi-v10', 'tensorflow.dll')), false);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
