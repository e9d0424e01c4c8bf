import assert from 'node:assert/strict';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { startCompareWorker } from '../../src/compute/client';
import { sidedFiles } from '../../src/host/compare/sidedFiles';
import type { PairDifference } from '../../src/core/compare/comparison';
import { MemoryFileSystem } from './support/memoryFileSystem';
import { tinyModel } from './support/tinyModel';

describe('Comparing models that only VS Code reaches', () => {
  const uri = (folder: string): vscode.Uri =>
    vscode.Uri.parse(`weightscope-sides:/${folder}/model.json`);
  const call = { signal: new AbortController().signal, progress: () => undefined };
  let fileSystem: vscode.Disposable;

  before(() => {
    const { json, weights } = tinyModel();
    const other = new Uint8Array(new Float32Array([1.5, 2, 0.25]).buffer);
    const files = new Map([
      ['/one/model.json', json],
      ['/one/weights.bin', weights],
      ['/two/model.json', json],
      ['/two/weights.bin', other],
    ]);
    fileSystem = vscode.workspace.registerFileSystemProvider(
      'weightscope-sides',
      new MemoryFileSystem(files),
    );
  });
  after(() => {
    fileSystem.dispose();
  });

  it('reads of each side the files of its own folder', async () => {
    const files = sidedFiles(uri('one'), uri('two'));
    const second = async (side: 'a' | 'b'): Promise<number | undefined> => {
      const range = { path: 'weights.bin', offset: 4, length: 4 };
      const bytes = await files.read({ side, ...range }, call);
      return new Float32Array(bytes.slice().buffer)[0];
    };
    assert.equal(await second('a'), -2);
    assert.equal(await second('b'), 2);
    assert.equal(await files.size({ side: 'b', path: 'weights.bin' }, call), 12);
    await assert.rejects(
      async () => files.size({ side: 'a', path: 'gone.bin' }, call),
      /^ModelFormatError: gone\.bin is missing\. Restore the file and reload\.$/,
    );
  });

  it('compares them by the worker that the extension ships', async () => {
    const extension = vscode.extensions.getExtension('weightscope.weightscope');
    const script = join(extension?.extensionPath ?? '', 'dist', 'worker.js');
    const side = { path: null, fileName: 'model.json' };
    const worker = startCompareWorker(
      script,
      { a: side, b: side },
      sidedFiles(uri('one'), uri('two')),
    );
    try {
      await worker.comparison.openBoth({ hand: [] });
      const found: PairDifference[] = [];
      await worker.comparison.compareAll(null, {
        onProgress: ({ compared }) => found.push(...compared),
      });
      const changed = found
        .toSorted((x, y) => x.pair - y.pair)
        .map((one) => ('difference' in one ? one.difference.maxDifference : one.problem));
      assert.deepEqual(changed, [4, 0]);
    } finally {
      worker.dispose();
    }
  });
});
