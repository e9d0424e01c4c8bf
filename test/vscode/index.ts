import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { format } from 'node:util';
import Mocha from 'mocha';

/** Names the file that the caller adds up; without it the counts are only printed. */
const resultsVariable = 'WEIGHTSCOPE_RESULTS';

/** Set by a caller whose terminal also gets VS Code's own chatter, to tell our lines from it. */
const lineMark = process.env.WEIGHTSCOPE_LINE_MARK ?? '';

/** What VS Code calls in the extension host: runs every bundled suite beside this file. */
export async function run(): Promise<void> {
  Mocha.reporters.Base.consoleLog = (...values: unknown[]) =>
    console.log(lineMark + format(...values).replaceAll('\n', `\n${lineMark}`));
  Mocha.reporters.Base.useColors = false;
  const mocha = new Mocha({ ui: 'bdd', reporter: 'spec', timeout: 60_000 });
  const files = await readdir(__dirname, { recursive: true });
  const suites = files.filter((file) => file.endsWith('.test.js'));
  if (suites.length === 0) throw new Error(`No suite was found in ${__dirname}.`);
  for (const file of suites.sort()) mocha.addFile(join(__dirname, file));
  let passed = 0;
  const failed = await new Promise<number>((resolve) => {
    mocha.run(resolve).on('pass', () => (passed += 1));
  });
  const results = process.env[resultsVariable];
  if (results !== undefined) {
    await mkdir(dirname(results), { recursive: true });
    await writeFile(results, JSON.stringify({ passed, failed }));
  }
  if (failed > 0)
    throw new Error(`${failed} of ${passed + failed} tests failed in the extension host.`);
}
