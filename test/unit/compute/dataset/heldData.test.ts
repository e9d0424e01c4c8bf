import assert from 'node:assert/strict';
import { HeldData } from '../../../../src/compute/dataset/heldData';
import { MAX_CELLS, type Table } from '../../../../src/core/dataset/table';

/** One column; several tables may share its memory, of which nothing is touched. */
const tableOf = (numbers: Float64Array, name: string): Table => ({
  name,
  rows: numbers.length,
  columns: [{ name: 'a', shape: [], numbers, codes: null, words: [] }],
});

describe('tables that are held', () => {
  it('take 800 MB together, and no more until one is closed', () => {
    const held = new HeldData();
    const largest = new Float64Array(MAX_CELLS);
    const [first = 0] = held.addTables(['a.csv', 'b.csv'].map((name) => tableOf(largest, name)));
    const small = tableOf(Float64Array.of(1), 'c.csv');
    assert.throws(() => held.addTables([small, small]), {
      message:
        'c.csv and the other open data take more than 800 MB together. Take a part of its rows.',
    });
    held.closeTable(first);
    const [number = 0] = held.addTables([small]);
    assert.equal(held.table(number), small);
  });

  it('have a number each, which no later table gets', () => {
    const held = new HeldData();
    const table = tableOf(Float64Array.of(1), 'a.csv');
    const [first = 0] = held.addTables([table]);
    held.closeTable(first);
    const [second = 0] = held.addTables([table]);
    assert.notEqual(second, first);
    assert.throws(() => held.table(first), /was closed/);
  });
});
