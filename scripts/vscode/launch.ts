import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { format } from 'node:util';
import type { Page } from 'playwright-core';
import { launchChromium } from './chromium';
import { outFolder, temporaryFolder } from './folders';
import { debugging } from './serverNoise';
import { startVscodeServer, type Payload } from './vscodeServer';

/** All suites of a run together; a hung extension host would otherwise never end. */
const limitMs = Number(process.env.WEIGHTSCOPE_TEST_LIMIT_S ?? 600) * 1000;

/** Put by test/vscode/index.ts before each of its lines: the workbench logs a great deal of its own. */
const lineMark = '[test] ';

/**
 * Runs extension tests in the embedded VS Code with the arguments that a desktop one takes:
 * `--extensionDevelopmentPath=…`, `--extensionTestsPath=…`, `--extensions-dir=…` and a folder;
 * others mean nothing here and are ignored.
 * @returns the exit code of the tests, 1 when they did not end.
 */
export async function launch(args: readonly string[]): Promise<number> {
  const option = (name: string): string | undefined =>
    args.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3);
  const development = option('extensionDevelopmentPath');
  const tests = option('extensionTestsPath');
  if (development === undefined || tests === undefined) {
    console.error('Needed: --extensionDevelopmentPath=FOLDER and --extensionTestsPath=FILE');
    return 1;
  }
  // An exit that is asked for still ends the server; dying of the signal would leave it running.
  process.once('SIGTERM', () => process.exit(143));
  const empty = await temporaryFolder();
  const folder = args.find((arg) => !arg.startsWith('-')) ?? empty.path;
  const server = await startVscodeServer({
    testing: true,
    env: { WEIGHTSCOPE_LINE_MARK: lineMark },
    extensionsFolder: option('extensions-dir'),
  });
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    await page.addInitScript({ content: memoryClipboard });
    const payload: Payload = [
      ['extensionDevelopmentPath', remotePath(development)],
      ['extensionTestsPath', remotePath(tests)],
    ];
    return await outcome(page, server.address(resolve(folder), payload));
  } finally {
    await browser.close();
    await server.stop();
    await empty.remove();
  }
}

/**
 * A desktop VS Code reaches the clipboard whatever has the focus; a browser refuses while a webview
 * has it. Text, not a function: what tsx makes of one calls a helper that the page does not have.
 */
const memoryClipboard = `
  let held = '';
  Object.assign(navigator.clipboard, {
    readText: async () => held,
    writeText: async (text) => { held = text; },
  });
`;

/** Opens the workbench and waits for it to report the exit code of the tests. */
async function outcome(page: Page, address: string): Promise<number> {
  const exited = new Promise<number>((resolve) => {
    void page.exposeFunction('codeAutomationExit', (code: number) => resolve(code));
  });
  await page.exposeFunction('codeAutomationLog', (_type: string, values: readonly unknown[]) => {
    for (const line of format(...values).split('\n')) {
      if (line.startsWith(lineMark)) console.log(line.slice(lineMark.length));
      else if (debugging) console.log(line);
    }
  });
  await page.goto(address);
  const late = new Promise<'late'>((resolve) => setTimeout(resolve, limitMs, 'late'));
  const result = await Promise.race([exited, late]);
  if (result !== 'late') return result;
  await mkdir(outFolder, { recursive: true });
  const picture = join(outFolder, 'extension-tests-timeout.png');
  await page.screenshot({ path: picture });
  console.error(
    `The tests did not end within ${limitMs / 1000} s. What the window shows: ${picture}`,
  );
  return 1;
}

/** The server calls itself `remote`; the path is one of its machine. */
function remotePath(path: string): string {
  return `vscode-remote://remote${pathToFileURL(path).pathname}`;
}
