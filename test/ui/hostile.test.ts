import assert from 'node:assert/strict';
import { mkdir, readFile, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { workbench } from './support/hooks';
import { writeDense } from './support/models';
import { selectRow, treeRows } from './support/page';

describe('A person who opens a hostile or damaged file', () => {
  const folderOf = (name: string): string => join(workbench().folder, name);

  it('sees names with markup, right-to-left marks, emoji and 10 KB as text', async () => {
    const names = [
      '<img src=x onerror="document.title=1">',
      '\u202Egnp.exe',
      '🧠🔬',
      'x'.repeat(10_240),
    ];
    await writeDense(
      folderOf('names'),
      names.map((name) => ({ name, kernel: [[1]] })),
    );
    const frame = await workbench().openModel('names/model.json');
    await treeRows(frame).filter({ hasText: '<img src=x' }).first().waitFor();
    await treeRows(frame).filter({ hasText: '🧠🔬' }).first().waitFor();
    await selectRow(frame, 'kernel');
    assert.equal(await frame.locator('img[src=x]').count(), 0);
    assert.notEqual(await frame.title(), '1');
    const overflow = await frame.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    assert.ok(overflow <= 0, `the page is ${overflow} px too wide`);
    await workbench().screenshot('hostile-names');
    await treeRows(frame).first().click();
    await frame.getByText('4 weights measured').waitFor();
    const table = await frame.locator('.modelPage').evaluate((page) => page.scrollWidth);
    assert.ok(table < 2_000, `the table of weights is ${table} px wide`);
  });

  it('sees names with icons and links as text in what VS Code itself shows', async () => {
    const { page } = workbench();
    const name = '$(flame) [kernel](command:workbench.action.newWindow)';
    await writeDense(folderOf('icons'), [{ name, kernel: [[1]] }]);
    const frame = await workbench().openModel('icons/model.json');
    await selectRow(frame, 'kernel');
    const flame = page.locator('.codicon-flame');
    await workbench().runCommand('Weightscope: Copy Tensor as JSON');
    const status = page.locator('.statusbar-item', { hasText: 'Copied' });
    await status.filter({ hasText: 'flame' }).waitFor();
    assert.equal(await status.locator(flame).count(), 0);
    await workbench().runCommand('Weightscope: Export Weights…');
    const row = page.locator('.quick-input-list .monaco-list-row', { hasText: 'The tensor shown' });
    await row.filter({ hasText: 'flame' }).waitFor();
    assert.equal(await row.locator(flame).count(), 0);
    await page.keyboard.press('Escape');
  });

  it('is told that a shard outside the folder is not read', async () => {
    await writeFile(join(workbench().folder, 'secret.bin'), new Uint8Array(8));
    await writeDense(folderOf('outside'), [{ name: 'a', kernel: [[1, 2]] }], '../secret.bin');
    const frame = await workbench().openModel('outside/model.json');
    await frame
      .getByText(/\.\.\/secret\.bin.*not read/)
      .first()
      .waitFor();
  });

  it('is told that a link out of the folder is not followed', async () => {
    await writeDense(folderOf('link'), [{ name: 'a', kernel: [[1, 2]] }], 'link.bin');
    await symlink(join(workbench().folder, 'README.md'), join(folderOf('link'), 'link.bin'));
    const frame = await workbench().openModel('link/model.json');
    await frame
      .getByText(/link\.bin/)
      .filter({ hasText: /outside|leads/ })
      .first()
      .waitFor();
  });

  it('is told where the JSON breaks, and can open it as text', async () => {
    await mkdir(folderOf('torn'), { recursive: true });
    await writeFile(join(folderOf('torn'), 'model.json'), '{"format": "layers-model",\n  "weights');
    const frame = await workbench().openModel('torn/model.json');
    await frame.getByText('model.json is incomplete: its JSON ends at line 2, column 11').waitFor();
    await frame.getByRole('button', { name: 'Open as Text' }).first().click();
    await workbench().page.locator('.monaco-editor .view-line').first().waitFor();
  });

  it('is told that a JSON of 200 MB is too large, at once', async () => {
    await mkdir(folderOf('huge'), { recursive: true });
    const path = join(folderOf('huge'), 'model.json');
    await writeFile(path, '{}');
    await truncate(path, 200 * 1024 * 1024);
    const frame = await workbench().openModel('huge/model.json');
    await frame
      .getByText(/model\.json/)
      .filter({ hasText: /MB|MiB/ })
      .first()
      .waitFor();
  });

  it('sees the layers of a model without weights', async () => {
    await writeDense(folderOf('bare'), [{ name: 'alone', kernel: [[1]] }]);
    const path = join(folderOf('bare'), 'model.json');
    const model = JSON.parse(await readFile(path, 'utf8')) as { weightsManifest?: unknown };
    delete model.weightsManifest;
    await writeFile(path, JSON.stringify(model));
    const frame = await workbench().openModel('bare/model.json');
    await treeRows(frame).filter({ hasText: 'alone' }).waitFor();
  });
});
