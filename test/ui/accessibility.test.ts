import assert from 'node:assert/strict';
import { seriousViolations } from './support/axe';
import { workbench } from './support/hooks';
import { treeRows } from './support/page';

describe('A person with a screen reader or low vision', () => {
  for (const theme of ['light', 'dark', 'hcDark'] as const) {
    it(`meets no serious obstacle on any page in ${theme}`, async () => {
      await workbench().setTheme(theme);
      for (const sample of ['coffee-roasting', 'digits', 'broken', 'lstm']) {
        const frame = await workbench().openModel(`${sample}/model.json`);
        await frame.getByRole('region', { name: 'Histogram' }).waitFor();
        await frame.waitForTimeout(600);
        assert.deepEqual(await seriousViolations(frame), [], `${sample}, tensor page`);
        await workbench().screenshot(`${theme}-${sample}`);
        await treeRows(frame).first().click();
        await frame.getByRole('columnheader', { name: /RMS/ }).waitFor();
        assert.deepEqual(await seriousViolations(frame), [], `${sample}, model page`);
        await workbench().screenshot(`${theme}-${sample}-model`);
        await workbench().closeEditors();
      }
    });
  }

  after(() => workbench().setTheme('light'));
});
