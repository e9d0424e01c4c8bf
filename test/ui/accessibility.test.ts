import assert from 'node:assert/strict';
import { seriousViolations } from './support/axe';
import { workbench } from './support/hooks';
import { treeRows } from './support/page';

describe('A person with a screen reader or low vision', () => {
  for (const theme of ['light', 'dark', 'hcDark', 'hcLight'] as const) {
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

  it('has every action and number of the model in sight in a panel of some 250 pixels', async () => {
    const { page } = workbench();
    await workbench().runCommand('View: Toggle Primary Side Bar Visibility');
    await page.setViewportSize({ width: 306, height: 900 });
    const frame = await workbench().openModel('digits/model.json');
    await frame.getByText(/Non-trainable/).waitFor();
    const out = await frame
      .locator('header.header .action, header.header h1, .summary dd')
      .evaluateAll((all) =>
        all
          .filter((one) => {
            const { left, right, width } = one.getBoundingClientRect();
            return width === 0 || left < 0 || right > window.innerWidth;
          })
          .map((one) => one.textContent),
      );
    assert.deepEqual(out, []);
    await page.setViewportSize({ width: 1280, height: 800 });
    await workbench().runCommand('View: Toggle Primary Side Bar Visibility');
  });

  after(async () => {
    await workbench().page.setViewportSize({ width: 1280, height: 800 });
    await workbench().setTheme('light');
  });
});
