import assert from 'node:assert/strict';
import fc from 'fast-check';
import { jsonPieces } from '../../../src/core/exchange/jsonFile';
import {
  bytesOf,
  EVERY_DTYPE,
  exportedModel,
  HOSTILE_NAMES,
  numbers,
  strings,
} from '../../support/exportedModel';
import type { TestTensor } from '../../support/encodeModel';

interface Written {
  readonly format: string;
  readonly tensors: readonly {
    readonly name: string;
    readonly shape: number[];
    readonly dtype: string;
    readonly storedAs?: object;
    readonly values: unknown;
  }[];
}

async function written(tensors: readonly TestTensor[]): Promise<Written> {
  const exported = exportedModel(tensors);
  const bytes = await bytesOf(jsonPieces(exported.model, exported.source, exported.tensors));
  return JSON.parse(bytes.toString('utf8')) as Written;
}

describe('Weights as JSON', () => {
  it('read back to the bit, NaN and infinities spelled out', async () => {
    const { format, tensors } = await written([
      ...EVERY_DTYPE,
      strings('words', [2], ['"\n', '🧠']),
    ]);
    assert.equal(format, 'weightscope-weights');
    const { source, tensors: stored } = exportedModel(EVERY_DTYPE);
    for (const [i, { weight, name }] of stored.entries()) {
      const values = await source.read(weight, 0, weight.size);
      const flat = [tensors[i]?.values].flat(9) as (string | number)[];
      const back =
        values instanceof BigInt64Array || values instanceof BigUint64Array
          ? flat.map(BigInt)
          : flat.map(Number);
      const expected = name === 'flags' ? [0, 1, 1, 1] : Array.from(values as Float64Array);
      const rounded = values instanceof Float32Array ? (back as number[]).map(Math.fround) : back;
      assert.deepEqual(rounded, expected, name);
    }
    assert.deepEqual(tensors.at(-1)?.values, ['"\n', '🧠']);
    assert.deepEqual(tensors.find(({ name }) => name === 'empty')?.values, []);
    assert.equal(tensors.find(({ name }) => name === 'scalar')?.values, 0.3);
    assert.deepEqual(tensors.find(({ name }) => name === 'half')?.storedAs, { dtype: 'float16' });
  });

  it('carry hostile names as they are', async () => {
    const { tensors } = await written(HOSTILE_NAMES.map((name) => numbers(name, [], 'int8', [0])));
    assert.deepEqual(
      tensors.map(({ name }) => name),
      HOSTILE_NAMES,
    );
  });

  it('hold any float32 of any shape exactly', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 4 }),
        fc.infiniteStream(fc.float()),
        async (shape, stream) => {
          const size = shape.reduce((product, axis) => product * axis, 1);
          const values = Array.from({ length: size }, () => stream.next().value as number);
          const { tensors } = await written([numbers('x', shape, 'float32', values)]);
          const nested = tensors[0]?.values;
          let depth = 0;
          for (let at = nested; Array.isArray(at); at = at[0] as unknown)
            assert.equal(at.length, shape[depth++]);
          assert.equal(depth, shape.length);
          const back = ([nested].flat(9) as (string | number)[]).map(Number).map(Math.fround);
          assert.deepEqual(back, values);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('are valid JSON without any tensor', async () => {
    assert.deepEqual((await written([])).tensors, []);
  });
});
