import assert from 'node:assert/strict';
import { workbench } from './support/hooks';

describe('a VS Code window', () => {
  it('shows a saved model in Weightscope when its model.json is opened', async () => {
    const frame = await workbench().openModel('iris/model.json');
    await frame.getByText('kernel').first().waitFor();
    await workbench().screenshot('smoke');
  });

  it('changes its theme', async () => {
    for (const theme of ['dark', 'hcDark', 'light'] as const) {
      await workbench().setTheme(theme);
    }
    assert.equal(await workbench().page.locator('.monaco-workbench.vs').count(), 1);
  });
});
