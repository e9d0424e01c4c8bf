import type { RootHookObject } from 'mocha';
import { Workbench } from '../../support/workbench';

/** Characters of a page that tell what state it is in. */
const MOST_SAID = 1_500;

let shared: Workbench | undefined;

/** The one window that all UI tests share; each test starts with its editors closed. */
export function workbench(): Workbench {
  if (shared === undefined) throw new Error('The workbench is there only while tests run.');
  return shared;
}

export const mochaHooks: RootHookObject = {
  async beforeAll(this: Mocha.Context) {
    this.timeout(300_000);
    shared = await Workbench.open({ vsix: process.env.WEIGHTSCOPE_VSIX });
  },
  async afterEach(this: Mocha.Context) {
    const { currentTest } = this;
    if (currentTest?.state === 'failed') {
      await shared?.screenshot(`failed-${currentTest.fullTitle().replace(/\W+/g, '-')}`);
      // The log is all that is left of a machine that nobody can look at.
      const said = await shared?.eachEditor((frame) => frame.locator('body').innerText());
      for (const text of said ?? []) console.log(`A page says: ${text.slice(0, MOST_SAID)}`);
    }
    await shared?.closeEditors();
  },
  async afterAll() {
    await shared?.close();
  },
};
