import { strict as assert } from 'node:assert';
import { spawn, type ChildProcess } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { repository, temporaryFolder } from '../../scripts/vscode/folders';
import { workbench } from './support/hooks';

describe('npm start, where there is no desktop VS Code', () => {
  it('opens the samples at the address that it prints, and leaves nothing behind after Ctrl+C', async () => {
    const temporary = await temporaryFolder();
    const child = spawn(process.execPath, ['scripts/start.mjs'], {
      cwd: repository,
      // Without a desktop, as else the machine's own browser would open too.
      env: {
        ...process.env,
        ...{ WEIGHTSCOPE_VSCODE: 'embedded', TMPDIR: temporary.path },
        ...{ DISPLAY: undefined, WAYLAND_DISPLAY: undefined },
      },
    });
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
    try {
      const page = await workbench().browser.newPage();
      await page.goto(await printedAddress(child));
      const explorer = page.locator('.explorer-folders-view');
      await explorer.getByText('coffee-roasting', { exact: true }).click();
      await explorer.getByText('model.json', { exact: true }).click();
      const editor = page.frameLocator('iframe.webview').frameLocator('iframe');
      await editor.getByRole('treeitem', { name: 'layer_1' }).first().waitFor();
      await page.close();
    } finally {
      child.kill('SIGINT');
    }
    assert.equal(await ended, 0);
    const left = readdirSync(temporary.path).filter((name) => !name.startsWith('tsx'));
    assert.deepEqual(left, []);
    await temporary.remove();
  });
});

function printedAddress({ stdout, stderr }: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    for (const stream of [stdout, stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        const address = /is open at (\S+)/.exec(said)?.[1];
        if (address !== undefined) resolve(address);
      });
    }
    stdout?.once('end', () => reject(new Error(`npm start ended:\n${said}`)));
  });
}
