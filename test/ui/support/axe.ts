import { readFileSync } from 'node:fs';
import type { AxeResults } from 'axe-core';
import type { Frame } from 'playwright-core';

const SOURCE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/**
 * What axe-core holds to be a serious or critical violation in the frame, one line each. The script
 * goes in through the debugger, as the page's own policy lets no other script run.
 */
export async function seriousViolations(frame: Frame): Promise<readonly string[]> {
  await frame.evaluate(SOURCE);
  const { violations } = await frame.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(): Promise<AxeResults> } };
    return axe.run();
  });
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(' | ')}`);
}
