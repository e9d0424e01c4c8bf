import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SAMPLES_FOLDER, fileSizes } from '../../support/sampleData';

const ROOT = join(SAMPLES_FOLDER, '..');
const THREE_MB = 3e6;
const SHARD = 'group1-shard1of1.bin';
/** Bytes of the model's own 243 weights; the optimizer's follow. */
const MODEL_BYTES = 4 * (4 * 16 + 16 + 16 * 8 + 8 + 8 * 3 + 3);

describe('npm run samples', () => {
  it('writes the same bytes twice', () => {
    const [first, second] = [makeIris('2'), makeIris('2')];
    assert.deepEqual([...first.keys()].sort(), ['group1-shard1of1.bin', 'iris.csv', 'model.json']);
    assert.deepEqual(first, second);
  });

  it('still writes what is committed', () => {
    const made = makeIris();
    const committed = (name: string): Buffer => readFileSync(join(SAMPLES_FOLDER, 'iris', name));
    assert.deepEqual(made.get('model.json'), committed('model.json'));
    const [before, now] = [committed(SHARD), made.get(SHARD)];
    assert.equal(now?.length, before.length);
    // Not byte for byte: another version of Node may round Math.exp or Math.cos another way.
    for (let offset = 0; offset < MODEL_BYTES; offset += 4) {
      const difference = Math.abs(now.readFloatLE(offset) - before.readFloatLE(offset));
      assert.ok(difference < 1e-3, `number ${offset / 4} is off by ${difference}`);
    }
  });
});

describe('the samples folder', () => {
  it('is under 3 MB', () => {
    const bytes = [...fileSizes(SAMPLES_FOLDER).values()].reduce((sum, size) => sum + size, 0);
    assert.ok(bytes < THREE_MB, `${bytes} bytes`);
  });

  it('has a data set beside every model, and a line about it in its README', () => {
    const paths = [...fileSizes(SAMPLES_FOLDER).keys()].map((path) => path.replaceAll('\\', '/'));
    const folders = paths.filter((path) => path.endsWith('/model.json')).map((path) => path.split('/')[0] ?? '');
    const readme = readFileSync(join(SAMPLES_FOLDER, 'README.md'), 'utf8');
    assert.ok(folders.length >= 6);
    for (const folder of folders) {
      assert.ok(
        paths.some((path) => path.startsWith(`${folder}/`) && path.endsWith('.csv')),
        folder,
      );
      assert.ok(readme.includes(`](${folder}/model.json)`), folder);
    }
  });
});

/** Trains iris in a process of its own, as a person would. */
function makeIris(epochs?: string): ReadonlyMap<string, Buffer> {
  const out = mkdtempSync(join(tmpdir(), 'weightscope-samples-'));
  try {
    const options = ['--only', 'iris', '--out', out, ...(epochs ? ['--epochs', epochs] : [])];
    execFileSync(process.execPath, ['--import', 'tsx', 'scripts/makeSamples.ts', ...options], {
      cwd: ROOT,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const made = join(out, 'iris');
    return new Map([...fileSizes(made).keys()].map((name) => [name, readFileSync(join(made, name))]));
  } finally {
    rmSync(out, { recursive: true });
  }
}
