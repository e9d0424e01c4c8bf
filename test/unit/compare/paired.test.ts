import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createComparison } from '../../../src/compute/compare/compareSession';
import { leftOutText } from '../../../src/core/compare/pairText';
import type { PairDifference } from '../../../src/core/compare/comparison';
import type { HandPair } from '../../../src/core/model/match/handPairs';
import type { CompareProgress, ComparisonApi } from '../../../src/protocol/compare';
import { encodeModel, encodeNumbers, type TestTensor } from '../../support/encodeModel';
import { MemoryFiles } from '../../support/memoryFiles';
import { call } from '../compute/calls';

interface Layer {
  readonly className: string;
  readonly name: string;
}

function files(tensors: readonly TestTensor[], layers: readonly Layer[] = []): MemoryFiles {
  const encoded = encodeModel([{ tensors, shardSizes: [] }]);
  const modelTopology = {
    class_name: 'Sequential',
    config: {
      layers: layers.map(({ className, name }) => ({ class_name: className, config: { name } })),
    },
  };
  const json = JSON.stringify({
    ...(layers.length === 0 ? {} : { modelTopology }),
    weightsManifest: encoded.manifest,
  });
  encoded.files.set('model.json', new TextEncoder().encode(json));
  return new MemoryFiles(encoded.files);
}

const tensor = (
  name: string,
  values: readonly number[],
  dtype = 'float32',
  shape = [values.length],
): TestTensor => ({ name, shape, dtype, bytes: encodeNumbers(dtype, values) });

function between(a: MemoryFiles, b: MemoryFiles): ComparisonApi {
  const side = (of: MemoryFiles) => ({
    files: Object.assign(of, { forget: () => Promise.resolve() }),
    fileName: 'model.json',
  });
  return createComparison(side(a), side(b));
}

async function opened(
  a: MemoryFiles,
  b: MemoryFiles,
  hand: readonly HandPair[] = [],
): Promise<ComparisonApi> {
  const comparison = between(a, b);
  await comparison.openBoth({ hand }, call());
  return comparison;
}

async function compared(comparison: ComparisonApi): Promise<readonly PairDifference[]> {
  const pass = call<CompareProgress>();
  await comparison.compareAll(null, pass);
  return pass.seen.flatMap((one) => one.compared);
}

const all = { start: 0, end: Infinity };

describe('comparing tensors that were paired by hand', () => {
  it('comes to what comparing the two alone comes to', async () => {
    const values = fc
      .array(fc.tuple(fc.float(), fc.float()), { minLength: 1, maxLength: 40 })
      .map((list) => [list.map(([x]) => x), list.map(([, y]) => y)] as const);
    await fc.assert(
      fc.asyncProperty(values, values, fc.boolean(), async ([a, b], [other, another], inFront) => {
        const beside = (one: TestTensor, two: TestTensor): MemoryFiles =>
          files(inFront ? [two, one] : [one, two]);
        const comparison = await opened(
          beside(tensor('p/kernel', a), tensor('same/kernel', other)),
          beside(tensor('q/kernel', b), tensor('same/kernel', another)),
          [{ left: 'p/kernel', right: 'q/kernel' }],
        );
        const lines = await comparison.pairLines(all, call());
        const line = lines.find(({ by }) => by === 'hand');
        assert.deepEqual([line?.name, line?.nameInB], ['p/kernel', 'q/kernel']);
        const alone = await opened(files([tensor('p', a)]), files([tensor('p', b)]));
        const [expected] = await compared(alone);
        const found = (await compared(comparison)).find(({ pair }) => pair === line?.pair);
        assert.deepEqual({ ...found, pair: 0 }, expected);
        const most = { most: 50 };
        assert.deepEqual(
          await comparison.largest({ pair: line?.pair ?? -1, ...most }, call()),
          await alone.largest({ pair: 0, ...most }, call()),
        );
      }),
      { numRuns: 30 },
    );
  });

  it('offers what has its shape and type: first what is alone, and of that first what is the same kind of thing', async () => {
    const a = files(
      [
        tensor('x/kernel', [1, 2], 'float32', [2, 1]),
        tensor('y/kernel', [1, 2], 'float32', [2, 1]),
      ],
      [
        { className: 'Dense', name: 'x' },
        { className: 'Dense', name: 'y' },
      ],
    );
    const b = files(
      [
        tensor('y/kernel', [1, 2], 'float32', [2, 1]),
        tensor('table/embeddings', [1, 2], 'float32', [2, 1]),
        tensor('z/kernel', [1, 2], 'float32', [2, 1]),
        tensor('z/bias', [1], 'float32'),
        tensor('v/kernel', [1, 2], 'int32', [2, 1]),
        tensor('w/kernel', [1, 2], 'float32', [1, 2]),
      ],
      [
        { className: 'Dense', name: 'y' },
        { className: 'Embedding', name: 'table' },
        { className: 'Dense', name: 'z' },
        { className: 'Dense', name: 'v' },
        { className: 'Dense', name: 'w' },
      ],
    );
    const comparison = await opened(a, b);
    const { byHand, candidates } = await comparison.partners(
      { side: 'a', name: 'x/kernel' },
      call(),
    );
    assert.equal(byHand, null);
    assert.deepEqual(
      candidates.map(({ name, paired, doubt }) => [name, paired, doubt]),
      [
        ['z/kernel', null, null],
        ['table/embeddings', null, 'The role differs: kernel in A, embeddings in B.'],
        ['y/kernel', 'y/kernel', null],
      ],
    );
    const back = await comparison.partners({ side: 'b', name: 'table/embeddings' }, call());
    assert.deepEqual(
      back.candidates.map(({ name, doubt }) => [name, doubt]),
      ['x/kernel', 'y/kernel'].map((name) => [
        name,
        'The role differs: kernel in A, embeddings in B.',
      ]),
    );
    await assert.rejects(
      async () => comparison.partners({ side: 'a', name: 'z/kernel' }, call()),
      /^ModelMismatchError: A has no tensor of the name z\/kernel/,
    );
  });

  it('tells how a pair came about and what speaks against it, and offers to change it', async () => {
    const a = files([tensor('x/kernel', [1, 2])], [{ className: 'Dense', name: 'x' }]);
    const b = files([tensor('y/bias', [1, 2])], [{ className: 'Dense', name: 'y' }]);
    const comparison = await opened(a, b, [{ left: 'x/kernel', right: 'y/bias' }]);
    const [line] = await comparison.pairLines(all, call());
    assert.deepEqual(
      [line?.by, line?.doubt],
      ['hand', 'The role differs: kernel in A, bias in B.'],
    );
    for (const [side, name, byHand] of [
      ['a', 'x/kernel', 'y/bias'],
      ['b', 'y/bias', 'x/kernel'],
    ] as const)
      assert.deepEqual(await comparison.partners({ side, name }, call()), {
        byHand,
        candidates: [],
      });
  });

  it('says that the layers of such a pair are one under two names, but not of a tensor paired elsewhere', async () => {
    const of = (...names: readonly string[]): MemoryFiles =>
      files(
        names.flatMap((name) => [tensor(`${name}/kernel`, [1, 2]), tensor(`${name}/bias`, [3])]),
        names.map((name) => ({ className: 'Dense', name })),
      );
    const kinds = async (comparison: ComparisonApi): Promise<readonly string[]> =>
      (await comparison.structure(null, call())).map(({ kind }) => kind);
    const hand = [{ left: 'x/kernel', right: 'z/kernel' }];
    assert.deepEqual(await kinds(await opened(of('x'), of('v', 'z'), hand)), [
      'onlyA',
      'onlyB',
      'onlyB',
      'onlyB',
      'renamed',
    ]);
    assert.deepEqual(await kinds(await opened(of('x', 'z'), of('x', 'z'), hand)), [
      'onlyA',
      'onlyB',
    ]);
  });

  it('says in one sentence which pair the two models no longer hold, and compares the rest', async () => {
    const a = files([tensor('p', [1, 2]), tensor('same', [3])]);
    const b = files([tensor('q', [1, 2, 3]), tensor('same', [3])]);
    const comparison = between(a, b);
    const hand = [
      { left: 'p', right: 'q' },
      { left: 'gone', right: 'q' },
    ];
    const { pairs, leftOut } = await comparison.openBoth({ hand }, call());
    assert.equal(pairs, 1);
    assert.deepEqual(leftOut.map(leftOutText), [
      'The pair of p in A and q in B, made by hand, is left out, as the shape differs: 2 in A, 3 in B.',
      'The pair of gone in A and q in B, made by hand, is left out, as the tensor is gone in A.',
    ]);
  });
});
