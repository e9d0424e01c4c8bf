import assert from 'node:assert/strict';
import { shortViews } from './view';
import { workbench } from '../test/ui/support/hooks';

describe('the benchmark of views', () => {
  it('runs in its short form; that the values shown are right, it checks itself', async () => {
    const figures = await shortViews(workbench(), () => undefined);
    for (const { key, value } of figures) assert.ok(value > 0, `${key}: ${value}`);
  });
});
