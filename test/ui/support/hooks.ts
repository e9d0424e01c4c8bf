import type { RootHookObject } from 'mocha';
import { Workbench } from '../../support/workbench';

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
    }
    await shared?.closeEditors();
  },
  async afterAll() {
    await shared?.close();
  },
};
