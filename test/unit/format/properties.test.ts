import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ModelFormatError } from '../../../src/core/errors';
import type { Json } from '../../../src/core/json';
import { FileWeightSource } from '../../../src/core/format/fileWeightSource';
import { parseManifest } from '../../../src/core/format/parseManifest';
import { parseModelJson } from '../../../src/core/format/parseModelJson';
import {
  type EncodedModel,
  encodeModel,
  encodeNumbers,
  encodeStrings,
  type TestTensor,
} from '../../support/encodeModel';
import { MemoryFiles } from '../../support/memoryFiles';

/** A tensor with the values that its bytes stand for. */
interface Known extends Omit<TestTensor, 'name'> {
  readonly values: readonly unknown[];
}

interface Case {
  readonly known: readonly Known[];
  readonly encoded: EncodedModel;
}

const shapes = fc.array(fc.nat(5), { maxLength: 3 });
const scales = fc.double({ min: -10, max: 10, noNaN: true });

function filled<T>(size: number, value: fc.Arbitrary<T>): fc.Arbitrary<T[]> {
  return fc.array(value, { minLength: size, maxLength: size });
}

function plain(
  dtype: string,
  perElement: number,
  value: fc.Arbitrary<number | bigint>,
): fc.Arbitrary<Known> {
  return shapes.chain((shape) =>
    filled(product(shape) * perElement, value).map((values) => {
      return { shape, dtype, values, bytes: encodeNumbers(dtype, values) };
    }),
  );
}

const strings: fc.Arbitrary<Known> = shapes.chain((shape) =>
  filled(product(shape), fc.string({ unit: 'binary' })).map((values) => {
    return { shape, dtype: 'string', values, bytes: encodeStrings(values) };
  }),
);

const quantized: fc.Arbitrary<Known> = fc
  .tuple(
    fc.constantFrom('uint8', 'uint16'),
    fc.constantFrom('float32', 'int32'),
    shapes,
    scales,
    scales,
  )
  .chain(([stored, dtype, shape, scale, min]) =>
    filled(product(shape), fc.nat(stored === 'uint8' ? 255 : 65535)).map((codes) => {
      const value = (q: number): number => q * scale + min;
      // `| 0` because an int32 has no negative zero.
      const round = (q: number): number =>
        dtype === 'int32' ? Math.round(value(q)) | 0 : Math.fround(value(q));
      const quantization = { dtype: stored, scale, min };
      return {
        shape,
        dtype,
        quantization,
        values: codes.map(round),
        bytes: encodeNumbers(stored, codes),
      };
    }),
  );

const fixed = fc.oneof(
  plain('float32', 1, fc.float()),
  plain('float64', 1, fc.double()),
  plain('complex64', 2, fc.float()),
  plain('int32', 1, fc.integer()),
  plain('uint32', 1, fc.nat()),
  plain('int16', 1, fc.integer({ min: -32768, max: 32767 })),
  plain('bool', 1, fc.nat(1)),
  plain('int64', 1, fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })),
  plain('uint64', 1, fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })),
  quantized,
);

function cases(
  tensor: fc.Arbitrary<Known>,
  cuts: fc.Arbitrary<number[]>,
  groups: number,
): fc.Arbitrary<Case> {
  const group = fc.record({ tensors: fc.array(tensor, { maxLength: 6 }), shardSizes: cuts });
  return fc.array(group, { minLength: 1, maxLength: groups }).map((all) => {
    let index = 0;
    const named = all.map(({ tensors, shardSizes }) => {
      return { shardSizes, tensors: tensors.map((t) => ({ ...t, name: `w${index++}` })) };
    });
    return { known: all.flatMap(({ tensors }) => tensors), encoded: encodeModel(named) };
  });
}

const anyCuts = fc.array(fc.nat(40), { maxLength: 8 });

function product(shape: readonly number[]): number {
  return shape.reduce((a, b) => a * b, 1);
}

/** Reads ranges of every weight: each must be as known, or throw what `mayThrow` allows. */
async function checkRanges(
  { known, encoded }: Case,
  ends: readonly (readonly [number, number])[],
  mayThrow: boolean,
): Promise<void> {
  const manifest = parseManifest(encoded.manifest, 'model.json');
  const source = new FileWeightSource(manifest, new MemoryFiles(encoded.files));
  for (const entry of manifest.entries) {
    const { values, dtype } = known[entry.index] ?? { values: [], dtype: '' };
    const each = dtype === 'complex64' ? 2 : 1;
    for (const [a, b] of [...ends, [0, entry.size] as const]) {
      const [start, end] = [a % (entry.size + 1), b % (entry.size + 1)].sort((x, y) => x - y) as [
        number,
        number,
      ];
      try {
        const read = Array.from<unknown>(await source.read(entry, start, end));
        assert.deepEqual(read, values.slice(start * each, end * each));
      } catch (error) {
        if (!(mayThrow && error instanceof ModelFormatError)) throw error;
        assert.ok(error.message.startsWith(entry.name), error.message);
        assert.equal(typeof (await source.problemOf(entry)), 'string');
      }
    }
  }
}

const ranges = fc.array(fc.tuple(fc.nat(200), fc.nat(200)), { maxLength: 3 });

describe('any saved weights', () => {
  it('are read back as written: all dtypes, shapes, shardings, groups and ranges', () => {
    const all = cases(
      fc.oneof({ weight: 10, arbitrary: fixed }, { weight: 2, arbitrary: strings }),
      anyCuts,
      3,
    );
    return fc.assert(
      fc.asyncProperty(all, ranges, (model, ends) => checkRanges(model, ends, false)),
      { numRuns: 400 },
    );
  });

  it('cut short or with a file missing give the true values or an error, never others', () => {
    const loss = fc.record({ file: fc.nat(), kept: fc.option(fc.nat(60)) });
    const single = fc.constant<number[]>([]);
    return fc.assert(
      fc.asyncProperty(
        cases(fc.oneof(fixed, strings), single, 2),
        loss,
        ranges,
        (model, lost, ends) => {
          lose(model.encoded.files, lost.file, lost.kept);
          return checkRanges(model, ends, true);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('with one file missing of several of any size give the true values or an error', () => {
    const sizes = fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 5 });
    return fc.assert(
      fc.asyncProperty(cases(fixed, sizes, 1), fc.nat(), ranges, (model, file, ends) => {
        lose(model.encoded.files, file, null);
        return checkRanges(model, ends, true);
      }),
      { numRuns: 300 },
    );
  });

  it('with files of one size, one of them cut or missing and the last cut too, do so as well', () => {
    const losses = fc.record({ file: fc.nat(2), kept: fc.option(fc.nat(15)), last: fc.nat(16) });
    const tensors = fc.array(plain('float32', 1, fc.float()), { minLength: 3, maxLength: 8 });
    return fc.assert(
      fc.asyncProperty(tensors, losses, ranges, (known, { file, kept, last }, ends) => {
        const total = known.reduce((sum, { bytes }) => sum + bytes.length, 0);
        fc.pre(total > 64);
        const shardSizes = Array<number>(Math.ceil(total / 16) - 1).fill(16);
        const encoded = encodeModel([
          { tensors: known.map((t, i) => ({ ...t, name: `w${i}` })), shardSizes },
        ]);
        lose(encoded.files, file, kept);
        lose(encoded.files, shardSizes.length, last);
        return checkRanges({ known, encoded }, ends, true);
      }),
      { numRuns: 300 },
    );
  });
});

function lose(files: Map<string, Uint8Array>, file: number, kept: number | null): void {
  const path = [...files.keys()][file % files.size] ?? '';
  const bytes = files.get(path);
  if (kept === null || bytes === undefined) files.delete(path);
  else files.set(path, bytes.slice(0, kept));
}

describe('any mutation of a model.json', () => {
  const base: Json = {
    modelTopology: { class_name: 'Sequential', config: { name: 's', layers: [] } },
    weightsManifest: [
      {
        paths: ['a.bin', './b.bin'],
        weights: [
          { name: 'k', shape: [2, 3], dtype: 'float32' },
          {
            name: 'q',
            shape: [4],
            dtype: 'float32',
            quantization: { dtype: 'uint8', scale: 0.1, min: -1 },
          },
          { name: 't', shape: [2], dtype: 'string' },
        ],
      },
      { paths: ['c.bin'], weights: [{ name: 'b', shape: [3], dtype: 'int32' }] },
    ],
  };
  const wild = fc.oneof(
    fc.constantFrom<Json[]>(
      null,
      -1,
      0.5,
      1e308,
      2 ** 53,
      '',
      '..',
      '../x',
      'c.bin',
      'string',
      'uint8',
      [],
      {},
      [[]],
      { length: 9 },
    ),
    fc.jsonValue() as fc.Arbitrary<Json>,
  );
  const mutation = fc.record({ at: fc.nat(), put: fc.option(wild, { nil: undefined }) });

  it('gives a manifest whose every weight can be asked for, or a ModelFormatError', () => {
    const contents = {
      'a.bin': new Uint8Array(13),
      'b.bin': new Uint8Array(40),
      'c.bin': new Uint8Array(12),
    };
    return fc.assert(
      fc.asyncProperty(fc.array(mutation, { maxLength: 4 }), async (mutations) => {
        let json: Json = base;
        for (const { at, put } of mutations) json = mutated(json, at % nodeCount(json), put);
        try {
          const root = parseModelJson(JSON.stringify(json), 'model.json');
          const groups = Array.isArray(root)
            ? root
            : (root as { weightsManifest?: Json }).weightsManifest;
          const manifest = parseManifest(groups, 'model.json');
          const source = new FileWeightSource(manifest, MemoryFiles.of(contents));
          await source.shardNotes();
          for (const entry of manifest.entries) {
            const problem = await source.problemOf(entry);
            await source.filesOf(entry);
            try {
              const values = await source.read(entry, 0, entry.size);
              assert.equal(
                values.length,
                entry.dtype === 'complex64' ? entry.size * 2 : entry.size,
              );
            } catch (error) {
              assert.ok(error instanceof ModelFormatError);
              assert.equal(error.message, problem);
            }
          }
        } catch (error) {
          if (!(error instanceof ModelFormatError)) throw error;
        }
      }),
      { numRuns: 1500 },
    );
  });

  it('of its text does not hang or crash either', () => {
    const text = JSON.stringify(base);
    const edit = fc.record({ at: fc.nat(text.length), cut: fc.nat(20), put: fc.string() });
    fc.assert(
      fc.property(edit, ({ at, cut, put }) => {
        try {
          parseModelJson(text.slice(0, at) + put + text.slice(at + cut), 'model.json');
        } catch (error) {
          assert.ok(error instanceof ModelFormatError);
        }
      }),
      { numRuns: 1000 },
    );
  });

  function nodeCount(json: Json): number {
    if (typeof json !== 'object' || json === null) return 1;
    return (
      1 + Object.values(json).reduce<number>((sum, child) => sum + nodeCount(child as Json), 0)
    );
  }

  /** `json` with its node number `at`, counted in pre-order, replaced; or deleted where `put` is undefined. */
  function mutated(json: Json, at: number, put: Json | undefined): Json {
    if (at === 0) return put ?? null;
    let left = at - 1;
    const visit = (child: Json): Json | undefined => {
      const count = nodeCount(child);
      const here = left >= 0 && left < count;
      const result = here ? (left === 0 ? put : mutated(child, left, put)) : child;
      left -= count;
      return result;
    };
    if (Array.isArray(json))
      return (json as Json[]).map(visit).filter((child) => child !== undefined);
    const entries = Object.entries(json as Record<string, Json>).map(([key, child]) => [
      key,
      visit(child),
    ]);
    return Object.fromEntries(entries.filter(([, child]) => child !== undefined)) as Json;
  }
});
