import assert from 'node:assert/strict';
import { NodeFiles } from '../../../src/compute/files/nodeFiles';
import { PIECE } from '../../../src/compute/scan';
import { createSession } from '../../../src/compute/session';
import type { MeasureAllProgress } from '../../../src/protocol/model';
import { float32, tempModel } from '../../support/tempModel';
import { call } from './calls';

/** Longer than the time between two messages of progress. */
const SLOW_MS = 80;

describe('measuring all weights', () => {
  it('brings the result of a tensor that takes longer than the time between two messages', async () => {
    const values = new Float32Array(3 * PIECE).fill(2);
    const temp = await tempModel([float32('long', [3, PIECE], values), float32('last', [1], [7])]);
    const files = new NodeFiles(temp.path);
    const session = createSession(
      {
        size: (path) => files.size(path),
        forget: () => files.forget(),
        read: async (path, offset, length) => {
          await new Promise((resolve) => setTimeout(resolve, SLOW_MS));
          return files.read(path, offset, length);
        },
      },
      'model.json',
    );
    await session.open(null, call());
    const told = call<MeasureAllProgress>();
    await session.measureAll(null, told);
    assert.ok(told.seen.length > 2, 'progress is told while a tensor is measured');
    const results = told.seen.flatMap(({ measured }) => measured);
    assert.deepEqual(
      results.map((result) => 'statistics' in result && [result.weight, result.statistics.max]),
      [
        [0, 2],
        [1, 7],
      ],
    );
    await files.forget();
    await temp.remove();
  });
});
