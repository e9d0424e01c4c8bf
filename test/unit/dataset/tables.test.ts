import assert from 'node:assert/strict';
import fc from 'fast-check';
import { previewRows } from '../../../src/core/dataset/preview';
import { isMissing, labelAt } from '../../../src/core/dataset/table';
import { tablesFromArrays } from '../../../src/core/dataset/arrayTable';
import { read } from './support';

const names = async (text: string): Promise<readonly string[]> =>
  (await read('data.csv', text)).table.columns.map(({ name }) => name);

describe('a table from CSV', () => {
  it('has the names of its header, and numbered names without one', async () => {
    assert.deepEqual(await names('a,b\n1,2\n'), ['a', 'b']);
    assert.deepEqual(await names('1,2\n3,4\n'), ['column 1', 'column 2']);
    assert.deepEqual(await names('5.1,3.5,setosa\n'), ['column 1', 'column 2', 'column 3']);
    assert.deepEqual(await names(',x,x\n0,1,2\n'), ['column 1', 'x', 'x (2)']);
  });

  it('takes a header of numbers for one where the user says so', async () => {
    const { table } = await read('data.csv', '0,1\n5,6\n', { header: true, delimiter: 'auto' });
    assert.deepEqual([table.rows, table.columns[1]?.name], [1, '1']);
  });

  for (const [name, delimiter] of [
    ['commas', ','],
    ['semicolons', ';'],
    ['tabs', '\t'],
    ['bars', '|'],
  ] as const)
    it(`is told by its ${name}`, async () => {
      const text = [
        ['a', 'b', 'c'],
        ['1', '"x,;|"', '3'],
        ['4', 'y', '6'],
      ]
        .map((row) => row.join(delimiter))
        .join('\r\n');
      const { table } = await read('data.csv', text);
      assert.deepEqual(previewRows(table, 0, 9), {
        names: ['a', 'b', 'c'],
        first: 1,
        rows: [
          ['1', 'x,;|', '3'],
          ['4', 'y', '6'],
        ],
      });
    });

  it('keeps what stands in quotes whole, with quotes, delimiters and line breaks', async () => {
    const { table } = await read('data.csv', 'a,b\n"x, ""y""\nz",2\n');
    assert.equal(labelAt(table.columns[0] ?? assert.fail(), 0), 'x, "y"\nz');
  });

  it('knows the words for nothing, a byte order mark and UTF-16 of spreadsheets', async () => {
    const { table } = await read('data.csv', '\ufeffa,b\n1,NA\n2,\n3,?\n4,NaN\n');
    const [a, b] = table.columns;
    assert.ok(a && b);
    assert.deepEqual(
      [a.name, ...[0, 1, 2, 3].map((row) => isMissing(b, row))],
      ['a', true, true, true, true],
    );
    const wide = Buffer.from('\ufeffa\tb\n1\t2\n', 'utf16le');
    const spreadsheet = (await read('data.csv', new Uint8Array(wide))).table;
    assert.deepEqual(previewRows(spreadsheet, 0, 1).rows, [['1', '2']]);
  });

  it('that has another number of values in a row is refused by that row', async () => {
    await assert.rejects(read('data.csv', 'a,b\n1,2\n3\n'), {
      message:
        'data.csv has 1 value in row 2, and 2 columns in its header. Correct that row, or choose another delimiter.',
    });
  });

  it('with a broken quote is refused by its line', async () => {
    await assert.rejects(read('data.csv', 'a,b\n1,2\n3,x"y\n'), /is no CSV near line 3: a quote/);
    await assert.rejects(read('data.csv', 'a,b\n1,"2\n3,4\n'), /never closed/);
  });

  it('without rows is refused', async () => {
    await assert.rejects(read('data.csv', ''), /has no rows of data/);
    await assert.rejects(read('data.csv', 'a,b\n'), /has no rows of data/);
  });

  it('larger than one piece has every number', async () => {
    const numbers = Array.from({ length: 60_000 }, (_, i) => i * 1.5);
    const { table } = await read('data.csv', `v,w\n${numbers.map((n) => `${n},${-n}`).join('\n')}`);
    assert.deepEqual([...(table.columns[0]?.numbers ?? [])], numbers);
    assert.equal(table.columns[1]?.numbers[59_999], -59_999 * 1.5);
  });

  it('gives back any finite double that was written to it', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1 }),
        async (numbers) => {
          const { table } = await read('data.csv', `v\n${numbers.join('\n')}\n`);
          const wanted = numbers.map((number) => Number(String(number)));
          assert.deepEqual([...(table.columns[0]?.numbers ?? [])], wanted);
        },
      ),
      { numRuns: 30 },
    ));
});

describe('a table from JSON', () => {
  const rows = [
    ['1', 'x'],
    ['2', 'y'],
  ];
  for (const [name, json] of [
    [
      'objects',
      [
        { a: 1, b: 'x' },
        { b: 'y', a: 2 },
      ],
    ],
    [
      'lists below names',
      [
        ['a', 'b'],
        [1, 'x'],
        [2, 'y'],
      ],
    ],
    ['lists by column', { a: [1, 2], b: ['x', 'y'] }],
    [
      'columns and data',
      {
        columns: ['a', 'b'],
        data: [
          [1, 'x'],
          [2, 'y'],
        ],
      },
    ],
  ] as const)
    it(`is read from ${name}`, async () => {
      const { table } = await read('data.json', JSON.stringify(json));
      assert.deepEqual(previewRows(table, 0, 5), { names: ['a', 'b'], first: 1, rows });
    });

  it('may hold pictures, of one shape', async () => {
    const { table } = await read('d.json', '[{"x":[[1,2],[3,4]],"y":0},{"x":[[5,6],[7,8]],"y":1}]');
    assert.deepEqual(table.columns[0]?.shape, [2, 2]);
    assert.deepEqual([...table.columns[0].numbers], [1, 2, 3, 4, 5, 6, 7, 8]);
    await assert.rejects(read('d.json', '{"x":[[1,2],[3]]}'), /another shape in row 2 of x/);
  });

  it('names what is amiss', async () => {
    await assert.rejects(read('d.json', '{"a":'), /is no JSON/);
    await assert.rejects(read('d.json', '3'), /holds no table/);
    await assert.rejects(read('d.json', '[{"a":1},{"c":2}]'), /a value "c" in row 2/);
    await assert.rejects(read('d.json', '{"a":[1],"b":[1,2]}'), /2 values in "b" and 1 in "a"/);
  });

  it('keeps a column named __proto__ as any other', async () => {
    const { table } = await read('d.json', '{"__proto__":[1,2],"b":[3,4]}');
    assert.deepEqual(
      table.columns.map(({ name }) => name),
      ['__proto__', 'b'],
    );
  });
});

describe('a table from arrays', () => {
  const x = { name: 'x', shape: [2, 3], values: Float32Array.of(1, 2, 3, 4, 5, 6) };

  it('has a column for each, whole numbers of 64 bits too', () => {
    const y = { name: 'y', shape: [2], values: BigInt64Array.of(7n, 8n) };
    const { table, validation } = tablesFromArrays([x, y], 'd.npz');
    assert.deepEqual([table.rows, validation], [2, null]);
    assert.deepEqual([...(table.columns[1]?.numbers ?? [])], [7, 8]);
  });

  it('keeps the test rows of Keras’ datasets apart', () => {
    const { table, validation } = tablesFromArrays(
      [
        { ...x, name: 'x_train' },
        { name: 'x_test', shape: [1, 3], values: Float32Array.of(7, 8, 9) },
      ],
      'mnist.npz',
    );
    assert.deepEqual([table.rows, table.columns[0]?.name], [2, 'x']);
    assert.deepEqual([validation?.rows, validation?.columns[0]?.name], [1, 'x']);
  });

  it('of different lengths is refused', () => {
    const y = { name: 'y', shape: [3], values: Uint8Array.of(1, 2, 3) };
    assert.throws(() => tablesFromArrays([x, y], 'd.npz'), /3 rows in "y" and 2 in "x"/);
  });
});
