import assert from 'node:assert/strict';
import { table } from '../../../src/cli/table';

const COLUMNS = [{ title: 'name' }, { title: 'parameters', number: true }];

describe('a table in the terminal', () => {
  it('is not made wide by one name of 10 KB', () => {
    const long = 'n'.repeat(10_000);
    assert.equal(
      table(COLUMNS, [
        ['dense', '7'],
        [long, '8'],
      ]),
      `name   parameters\ndense           7\n${long}           8`,
    );
  });

  it('may have as many lines as a model has weights', () => {
    const lines = Array.from({ length: 300_000 }, () => ['dense', '7']);
    assert.equal(table(COLUMNS, lines).length, 300_001 * 'name   parameters\n'.length - 1);
  });
});
