import { Workbench } from './test/support/workbench';
async function main() {
  const w = await Workbench.open();
  try {
    await w.page.setViewportSize({ width: 1400, height: 1100 });
    await w.page.keyboard.press('Control+B');
    const model = await w.openModel('digits/model.json');
    await model.getByRole('button', { name: 'Retrain' }).click();
    await w.page.locator('.tab.active', { hasText: 'Retrain' }).waitFor();
    const frame = await w.editorFrame();
    const start = frame.getByRole('button', { name: 'Start' });
    await start.waitFor();
    await frame.getByText('of memory').waitFor();
    await w.screenshot('rt-form');
    await frame.getByLabel("Epochs").fill("60"); await frame.getByText("of memory").waitFor(); await w.page.waitForTimeout(700); await start.click();
    await frame.getByText(/Epoch [3-9] of/).first().waitFor();
    await w.screenshot('rt-run');
    await w.setTheme('dark');
    await w.screenshot('rt-run-dark');
    await frame.getByText(/Trained 60 epochs/).waitFor();
    await w.page.waitForTimeout(1500);
    await frame.getByText('Numbers', { exact: true }).click();
    await w.screenshot('rt-done-dark');
    await w.setTheme('hcDark');
    await w.screenshot('rt-done-hc');
    await w.setTheme('light');
    await w.screenshot('rt-done-light');
    await w.page.setViewportSize({ width: 420, height: 900 });
    await w.page.waitForTimeout(1000);
    await w.screenshot('rt-narrow');
    await frame.getByText('How far each tensor went').scrollIntoViewIfNeeded();
    await w.screenshot('rt-narrow2');
  } catch (e) { console.log(e); console.log(await w.screenshot('rt-fail')); }
  await w.close();
}
void main();
