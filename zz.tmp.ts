import { Workbench } from './test/support/workbench';
async function main() {
  const w = await Workbench.open();
  try {
    await w.openModel('digits/model.json');
    await w.runCommand('Weightscope: Evaluate Model…');
    await w.page.locator('.tab.active', { hasText: 'Evaluate' }).waitFor();
    const f = await w.editorFrame();
    await w.page.waitForTimeout(4000);
    console.log(await w.screenshot('ev-0'));
    await f.getByRole('button', { name: 'Evaluate', exact: true }).click();
    await f.getByText('Confusion matrix').first().waitFor();
    await w.page.waitForTimeout(1500);
    await w.screenshot('ev-1');
    await f.locator('.evaluate').evaluate((e) => e.scrollTo(0, 700));
    await w.page.waitForTimeout(500);
    await w.screenshot('ev-2');
    await f.locator('.evaluate').evaluate((e) => e.scrollTo(0, 1500));
    await w.page.waitForTimeout(500);
    await w.screenshot('ev-3');
  } catch (e) { console.log(e); await w.screenshot('ev-err'); }
  finally { await w.close(); }
}
void main();
