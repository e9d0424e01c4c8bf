import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createExports } from '../../../src/compute/export/methods';
import { injectMethods } from '../../../src/compute/inject/injectMethods';
import { openSource } from '../../../src/compute/inject/openSource';
import { NodeFiles } from '../../../src/compute/files/nodeFiles';
import { OpenedModel } from '../../../src/compute/openedModel';
import { Turns } from '../../../src/compute/turns';
import { MemoryValueStore } from '../../support/memoryValueStore';
import { LAYER_KINDS, savedModel } from '../../support/tfjsModels';
import { call } from '../compute/calls';

/** Keras names the weights of its layers so that the names alone tell them apart. */
const KINDS = [
  'Conv2D',
  'SeparableConv2D',
  'BatchNormalization',
  'LSTM',
  'Bidirectional',
  'nested models',
];

describe('what Weightscope exported, injected again', () => {
  let folder: string;
  const opened: NodeFiles[] = [];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'weightscope-'));
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((files) => files.forget()));
    await rm(folder, { recursive: true, force: true });
  });

  function files(path: string): NodeFiles {
    const made = new NodeFiles(path);
    opened.push(made);
    return made;
  }

  for (const kind of KINDS) {
    it(`finds every weight of ${kind} and changes none, from npz, safetensors and JSON`, async () => {
      const made = LAYER_KINDS[kind]?.();
      assert.ok(made);
      const { json, weights } = await savedModel(made);
      made.dispose();
      const path = join(folder, 'model.json');
      await writeFile(path, json);
      await writeFile(join(folder, 'weights.bin'), weights);
      const model = await OpenedModel.open(files(path), 'model.json');
      const target = (): Promise<OpenedModel> => Promise.resolve(model);
      const turns = new Turns();
      const exports = createExports(target, turns, 'model.json', () => readFile(path));
      const injection = injectMethods({
        model: target,
        turns,
        store: new MemoryValueStore(),
        openSource: ({ path: from, fileName }) => openSource(files(from ?? ''), fileName),
      });
      for (const format of ['npz', 'safetensors', 'json'] as const) {
        const exported = join(folder, `w.${format}`);
        const all = model.model.weights.map(({ index }) => index);
        await exports.exportWeights(
          { format, weights: all, target: exported, shownPath: exported, shardBytes: 1024 },
          call(),
        );
        const { id } = await injection.addSource(
          { path: exported, uri: '', fileName: `w.${format}`, label: format },
          call(),
        );
        const { lines } = await injection.plan({ sources: [id], base: null }, call());
        const steps = lines.map(({ target: { weight, name }, from, include }) => {
          assert.ok(from !== null && include, `${name} is left alone`);
          assert.deepEqual([from.name, from.by], [name, 'name']);
          const { source, weight: taken, by } = from;
          const rule = { kind: 'copy' } as const;
          return { target: weight, source, weight: taken, by, rule, base: null, overlap: false };
        });
        const { edit } = await injection.inject(
          {
            target: 'model.json',
            steps,
            base: null,
            skipped: [],
            quantized: 'float32',
            keepReceipt: false,
          },
          call(),
        );
        assert.equal(edit, null, format);
        assert.equal(steps.length, all.length);
      }
    });
  }
});
