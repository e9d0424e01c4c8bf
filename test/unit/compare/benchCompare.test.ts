import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const repository = join(__dirname, '../../..');

describe('the benchmark of comparisons', () => {
  it('runs in its short form; that numpy finds the same, it checks itself', async () => {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--import', 'tsx', 'bench/run.ts', 'compare', '--short', '--json'],
      { cwd: repository },
    );
    const figures = JSON.parse(stdout) as Record<string, number>;
    for (const key of ['overReading', 'residentGrowthMB', 'alignSeconds'])
      assert.ok((figures[key] ?? 0) > 0, `${key}: ${figures[key] ?? 'missing'}`);
  });
});
