import assert from 'node:assert/strict';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { csvFiles } from '../../../src/core/exchange/csv';
import type { Json } from '../../../src/core/json';
import {
  bytesOf,
  EVERY_DTYPE,
  exportedModel,
  HOSTILE_NAMES,
  numbers,
  strings,
} from '../../support/exportedModel';
import type { TestTensor } from '../../support/encodeModel';

async function tables(
  tensors: readonly TestTensor[],
  rest: Readonly<Record<string, Json>> = {},
): Promise<Map<string, string[][]>> {
  const exported = exportedModel(tensors, rest);
  const found = new Map<string, string[][]>();
  for (const file of csvFiles(exported.model, exported.source, exported.tensors))
    found.set(file.path, parse(await bytesOf(file.pieces())));
  return found;
}

const LSTM = {
  modelTopology: {
    class_name: 'Sequential',
    config: { name: 'm', layers: [{ class_name: 'LSTM', config: { name: 'lstm', units: 2 } }] },
  },
};

describe('A folder of CSV', () => {
  it('names the axes by role, and gates by their letter', async () => {
    const found = await tables(
      [
        numbers('lstm/kernel', [1, 8], 'float32', [1, 2, 3, 4, 5, 6, 7, 8]),
        numbers('lstm/bias', [8], 'float32', [0, 0, 1, 1, 0, 0, 0, 0.1]),
      ],
      LSTM,
    );
    assert.deepEqual(found.get('lstm.kernel.csv'), [
      ['input', 'i 0', 'i 1', 'f 0', 'f 1', 'c 0', 'c 1', 'o 0', 'o 1'],
      ['0', '1', '2', '3', '4', '5', '6', '7', '8'],
    ]);
    assert.deepEqual(found.get('lstm.bias.csv')?.slice(0, 2), [
      ['gate × unit', 'value'],
      ['0', '0'],
    ]);
    assert.deepEqual(found.get('tensors.csv')?.[1], [
      'lstm/kernel',
      'lstm.kernel.csv',
      'lstm',
      'LSTM',
      'kernel',
      'float32',
      '1 8',
      'input, gate × unit',
      '',
    ]);
  });

  it('has the indices of all axes but the last beyond two', async () => {
    const values = Array.from({ length: 12 }, (_, i) => i);
    const found = await tables([numbers('x', [2, 3, 2], 'int32', values)]);
    assert.deepEqual(found.get('x.csv'), [
      ['axis 0', 'axis 1', 'axis 2 0', 'axis 2 1'],
      ['0', '0', '0', '1'],
      ['0', '1', '2', '3'],
      ['0', '2', '4', '5'],
      ['1', '0', '6', '7'],
      ['1', '1', '8', '9'],
      ['1', '2', '10', '11'],
    ]);
  });

  it('holds every type with all digits', async () => {
    const found = await tables([...EVERY_DTYPE, strings('words', [2], ['a,"b"', 'c\nd'])]);
    assert.deepEqual(found.get('scalar.csv'), [['value'], ['0.3']]);
    assert.deepEqual(found.get('empty.csv'), [['axis 0']]);
    assert.deepEqual(found.get('c64.csv'), [
      ['axis 0', 'real', 'imaginary'],
      ['0', '1', '-2'],
      ['1', 'NaN', '0.1'],
    ]);
    assert.deepEqual(found.get('i64.csv')?.[2], ['1', '9007199254740993']);
    assert.deepEqual(found.get('words.csv'), [
      ['axis 0', 'value'],
      ['0', 'a,"b"'],
      ['1', 'c\nd'],
    ]);
    assert.equal(
      found.get('tensors.csv')?.find(([name]) => name === 'quantized')?.[8],
      'uint8, scale 0.1, min -3.3',
    );
  });

  it('never leaves its folder, whatever tensors are called, and lists their true names', async () => {
    const names = [...HOSTILE_NAMES, 'Conv/Kernel', 'conv.kernel', 'CONV/kernel'];
    const found = await tables(names.map((name, i) => numbers(name, [], 'int32', [i])));
    const paths = [...found.keys()];
    assert.equal(paths.length, names.length + 1);
    assert.equal(new Set(paths.map((path) => path.toLowerCase())).size, paths.length);
    for (const path of paths) {
      assert.doesNotMatch(path, /[/\\:*?"<>|\p{Cc}]/u);
      assert.doesNotMatch(path, /^(con|nul|prn|aux)\.|^\.|[. ]\.csv$/i);
      assert.ok(Buffer.byteLength(path) <= 255);
    }
    const [, ...listed] = found.get('tensors.csv') ?? [];
    assert.deepEqual(
      listed.map(([name]) => name),
      names,
    );
    for (const [i, [, path = '']] of listed.entries())
      assert.deepEqual(found.get(path)?.[1], [String(i)]);
  });

  it('holds any float32 exactly', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.float(), { minLength: 1, maxLength: 40 }), async (values) => {
        const found = await tables([numbers('x', [1, values.length], 'float32', values)]);
        const [, [, ...cells] = []] = found.get('x.csv') ?? [];
        assert.deepEqual(cells.map(Number).map(Math.fround), values);
      }),
      { numRuns: 60 },
    );
  });
});
