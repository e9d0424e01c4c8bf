import assert from 'node:assert/strict';
import fc from 'fast-check';
import { emptyValues, type Numbers, valueKindOf } from '../../../src/core/format/valueKind';
import { decode } from '../../../src/core/format/decode';
import type { FixedDType } from '../../../src/core/format/dtypes';
import type { Patch, Slice } from '../../../src/core/model/edits/edit';
import type { ValueStore } from '../../../src/core/model/edits/valueStore';
import { edited, stored } from './weights';

/** Those whose values are what they are stored as. */
const DTYPES = ['float32', 'float64', 'int8', 'bool', 'int32', 'int64', 'complex64'] as const;
const WIDTHS = { float32: 4, float64: 8, int8: 1, bool: 1, int32: 4, int64: 8, complex64: 8 };

interface Case {
  readonly dtype: (typeof DTYPES)[number];
  readonly shape: readonly number[];
  /** Any bits: NaN of any payload, infinities, -0, denormals. */
  readonly bytes: Uint8Array;
  readonly patches: readonly Patch[];
  readonly files: ReadonlyMap<string, Numbers>;
}

const cases: fc.Arbitrary<Case> = fc
  .record({
    dtype: fc.constantFrom(...DTYPES),
    shape: fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 3 }),
  })
  .chain(({ dtype, shape }) => {
    const shown = dtype === 'complex64' ? [...shape, 2] : shape;
    const size = product(shape);
    const count = product(shown);
    const isFloat = ['float32', 'float64', 'complex64'].includes(dtype);
    const slice: fc.Arbitrary<Slice | null> =
      shown.length === 0
        ? fc.constant(null)
        : fc.option(
            fc
              .nat(shown.length - 1)
              .chain((axis) => fc.nat((shown[axis] ?? 1) - 1).map((index) => ({ axis, index }))),
          );
    const number = isFloat
      ? fc.oneof(fc.double(), fc.constantFrom(-0, NaN, Infinity, 0.1))
      : fc.integer({ min: 0, max: 1 });
    const bits = (length: number): fc.Arbitrary<Numbers> =>
      fc
        .uint8Array({ minLength: length * width(dtype), maxLength: length * width(dtype) })
        .map((bytes) => read(dtype, bytes));
    const cells = fc.uniqueArray(fc.nat(count - 1), { minLength: 1, maxLength: 6 }).chain((list) =>
      bits(list.length).map((values): Patch => {
        const positions = Float64Array.from(list.sort((a, b) => a - b));
        return { kind: 'cells', weight: 0, positions, values };
      }),
    );
    const patch: fc.Arbitrary<Patch | Numbers> = fc.oneof(
      cells,
      fc.record({ kind: fc.constant('constant'), weight: fc.constant(0), slice, value: number }),
      ...(isFloat
        ? [fc.record({ kind: fc.constant('scale'), weight: fc.constant(0), slice, factor: number })]
        : []),
      { weight: 1, arbitrary: bits(count) },
    );
    return fc
      .record({
        bytes: fc.uint8Array({
          minLength: size * WIDTHS[dtype],
          maxLength: size * WIDTHS[dtype],
        }),
        list: fc.array(patch, { maxLength: 6 }),
      })
      .map(({ bytes, list }) => {
        const files = new Map<string, Numbers>();
        const patches = list.map((item, i): Patch => {
          if (!ArrayBuffer.isView(item)) return item;
          files.set(`${i}`, item);
          return { kind: 'values', weight: 0, file: `${i}` };
        });
        return { dtype, shape, bytes, patches, files };
      });
  });

describe('edited values', () => {
  it('of any range are those of a plain array on which the edits were made one by one', async () => {
    await fc.assert(
      fc.asyncProperty(cases, fc.nat(), fc.nat(), async (one, a, b) => {
        const size = product(one.shape);
        const [start, end] = [a % (size + 1), b % (size + 1)].sort((x, y) => x - y) as [
          number,
          number,
        ];
        const file = stored([{ ...one, name: 'w' }]);
        const source = edited(file, one.patches, storeOf(one.files));
        const [weight] = file.weights;
        assert.ok(weight !== undefined);
        const parts = one.dtype === 'complex64' ? 2 : 1;
        const expected = applied(one).subarray(start * parts, end * parts);
        const got = (await source.read(weight, start, end)) as Numbers;
        assert.equal(got.constructor, expected.constructor);
        assert.deepEqual(bytesOf(got), bytesOf(expected));
      }),
      { numRuns: 1_500 },
    );
  });

  it('of a shorter list are, to the bit, those before the undone edit', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async (one) => {
        const file = stored([{ ...one, name: 'w' }]);
        const [weight] = file.weights;
        assert.ok(weight !== undefined);
        const { size } = weight;
        const read = async (patches: readonly Patch[]): Promise<Uint8Array> =>
          bytesOf(
            (await edited(file, patches, storeOf(one.files)).read(weight, 0, size)) as Numbers,
          );
        const before = await read(one.patches.slice(0, -1));
        await read(one.patches);
        assert.deepEqual(await read(one.patches.slice(0, -1)), before);
        assert.deepEqual(await read([]), new Uint8Array(one.bytes));
      }),
      { numRuns: 300 },
    );
  });

  it('keep the payload of every NaN and the sign of zero, pasted, stored or scaled over', async () => {
    const payloads = Uint32Array.of(0x7f800001, 0xffc12345, 0x80000000, 0x3f800000);
    const bytes = new Uint8Array(payloads.buffer.slice(0));
    const file = stored([{ name: 'w', shape: [4], dtype: 'float32', bytes }]);
    const [weight] = file.weights;
    assert.ok(weight !== undefined);
    const scaled: Patch = { kind: 'scale', weight: 0, slice: null, factor: 2 };
    const pasted: Patch = {
      kind: 'cells',
      weight: 0,
      positions: Float64Array.of(3),
      values: new Float32Array(payloads.buffer, 0, 1),
    };
    const values = (await edited(file, [scaled, pasted]).read(weight, 0, 4)) as Float32Array;
    assert.deepEqual(
      [...new Uint32Array(values.buffer)],
      [0x7f800001, 0xffc12345, 0x80000000, 0x7f800001],
    );
  });

  it('of float16 and bfloat16 tensors are what those types can hold, rounded once', async () => {
    const bytes = new Uint8Array(Uint16Array.of(0x3c00).buffer); // 1 as float16
    const file = stored([
      { name: 'half', shape: [], dtype: 'float16', bytes },
      { name: 'brain', shape: [], dtype: 'bfloat16', bytes: new Uint8Array([0x80, 0x3f]) },
    ]);
    const read = async (weight: number, factor: number): Promise<unknown> => {
      const entry = file.weights[weight];
      assert.ok(entry !== undefined);
      const patch: Patch = { kind: 'scale', weight, slice: null, factor };
      return (await edited(file, [patch]).read(entry, 0, 1))[0];
    };
    assert.equal(await read(0, 0.1), 0.0999755859375);
    assert.equal(await read(0, 65_519), 65_504);
    assert.equal(await read(0, 65_520), Infinity);
    assert.equal(await read(0, 1 + 2 ** -11), 1);
    assert.equal(await read(0, -(1 + 2 ** -11 + 2 ** -40)), -(1 + 2 ** -10));
    assert.equal(await read(0, 1.5 * 2 ** -24), 2 ** -23);
    assert.equal(await read(0, 2 ** -25), 0);
    assert.equal(await read(1, 0.1), 0.10009765625);
    assert.equal(await read(1, 1e39), Infinity);
    assert.equal(await read(1, 2 ** -133), 2 ** -133);
  });

  it('are read without the file where an edit hides all of it', async () => {
    const file = stored([
      { name: 'w', shape: [1_000], dtype: 'float32', bytes: new Uint8Array(10) },
    ]);
    const [weight] = file.weights;
    assert.ok(weight !== undefined);
    await assert.rejects(edited(file, []).read(weight, 500, 501), /w/);
    const zeros: Patch = { kind: 'constant', weight: 0, slice: null, value: 0.5 };
    const source = edited(file, [zeros]);
    assert.deepEqual(await source.read(weight, 998, 1_000), Float32Array.of(0.5, 0.5));
    await assert.rejects(source.read(weight, 999, 1_001), RangeError);
  });

  it('take no memory by the size of the tensor', async () => {
    const { weights, source } = stored([
      { name: 'w', shape: [1_000_000_000_000], dtype: 'float32', bytes: new Uint8Array(0) },
    ]);
    const [weight] = weights;
    assert.ok(weight !== undefined);
    const overlay = edited({ weights, source }, [
      { kind: 'constant', weight: 0, slice: null, value: 1 },
      { kind: 'scale', weight: 0, slice: { axis: 0, index: 999_999_999_998 }, factor: 3 },
    ]);
    const end = 1_000_000_000_000;
    assert.deepEqual(await overlay.read(weight, end - 3, end), Float32Array.of(1, 3, 1));
  });
});

/** Element by element, by the indices on all axes. */
function applied({ dtype, shape, bytes, patches, files }: Case): Numbers {
  const shown = dtype === 'complex64' ? [...shape, 2] : shape;
  let values = read(dtype, bytes);
  for (const patch of patches) {
    if (patch.kind === 'values') {
      values = copied(files.get(patch.file) ?? values);
      continue;
    }
    if (patch.kind === 'cells') {
      const width = values.BYTES_PER_ELEMENT;
      for (const [i, position] of patch.positions.entries())
        bytesOf(values).set(
          bytesOf(patch.values as Numbers).subarray(i * width, (i + 1) * width),
          position * width,
        );
      continue;
    }
    for (let i = 0; i < values.length; i++) {
      if (!isIn(patch.slice, shown, i)) continue;
      if (patch.kind === 'constant') {
        const value = patch.value;
        (values as Record<number, number | bigint>)[i] =
          values instanceof BigInt64Array ? BigInt(value) : value;
      } else {
        const before = Number(values[i]);
        if (!Number.isNaN(before)) (values as Record<number, number>)[i] = before * patch.factor;
      }
    }
  }
  return values;
}

function isIn(slice: Slice | null, shape: readonly number[], flat: number): boolean {
  if (slice === null) return true;
  const index: number[] = [];
  let rest = flat;
  for (const size of shape.toReversed()) {
    index.unshift(rest % size);
    rest = Math.floor(rest / size);
  }
  return index[slice.axis] === slice.index;
}

function storeOf(files: ReadonlyMap<string, Numbers>): ValueStore {
  return {
    write: () => Promise.reject(new Error('Nothing is written here.')),
    remove: () => Promise.resolve(),
    read: (file, weight, start, end) => {
      assert.equal(weight.name, 'w');
      return Promise.resolve(files.get(file)?.slice(start, end) ?? []);
    },
  };
}

function read(dtype: FixedDType, bytes: Uint8Array): Numbers {
  const kind = valueKindOf({ dtype });
  assert.ok(kind !== 'string');
  const length = bytes.length / emptyValues(kind, 0).BYTES_PER_ELEMENT;
  return decode(
    bytes.slice(),
    dtype === 'complex64' ? 'float32' : dtype,
    undefined,
    length,
  ) as Numbers;
}

function width(dtype: (typeof DTYPES)[number]): number {
  return dtype === 'complex64' ? 4 : WIDTHS[dtype];
}

function copied(values: Numbers): Numbers {
  return values.slice();
}

function bytesOf({ buffer, byteOffset, byteLength }: Numbers): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

function product(shape: readonly number[]): number {
  return shape.reduce((all, size) => all * size, 1);
}
