import { failed, type Outcome, type Step } from './step';
import { steps } from './steps';

interface Result extends Outcome {
  readonly step: Step;
  readonly seconds: number;
}

/**
 * Runs all steps, or those named, each to its end whatever the ones before it did, and closes with
 * the line "N passed, N failed" (tests of mocha, and one for each other step).
 * @returns the exit code.
 */
export async function run(names: readonly string[]): Promise<number> {
  const unknown = names.filter((name) => !steps.some((step) => step.name === name));
  if (unknown.length > 0) {
    console.error(`No such part: ${unknown.join(', ')}. Parts: ${namesOf(steps)}.`);
    return 1;
  }
  const chosen = names.length === 0 ? steps : steps.filter(({ name }) => names.includes(name));
  const results: Result[] = [];
  for (const group of grouped(chosen)) {
    const together = group.length > 1;
    if (together) console.log(`\n== ${namesOf(group)} (at the same time)`);
    results.push(...(await Promise.all(group.map((step) => runStep(step, together)))));
  }
  console.log(`\n${results.map(row).join('\n')}\n`);
  const total = (key: 'passed' | 'failed'): number =>
    results.reduce((sum, result) => sum + result[key], 0);
  console.log(`${total('passed')} passed, ${total('failed')} failed`);
  return total('failed') === 0 ? 0 : 1;
}

async function runStep(step: Step, keepTogether: boolean): Promise<Result> {
  const heading = `\n== ${step.name}: ${step.does}\n`;
  let kept = heading;
  const print = (text: string): void => {
    if (keepTogether) kept += text;
    else process.stdout.write(text);
  };
  if (!keepTogether) process.stdout.write(heading);
  const started = performance.now();
  const outcome = await step.run(print).catch((error: unknown) => {
    print(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    return failed;
  });
  const seconds = (performance.now() - started) / 1000;
  if (keepTogether) process.stdout.write(kept);
  console.log(
    `-- ${step.name}: ${outcome.failed === 0 ? 'done' : 'FAILED'}, ${seconds.toFixed(1)} s`,
  );
  return { ...outcome, step, seconds };
}

/** Neighbours of one group become one list; every other step stands alone. */
function grouped(chosen: readonly Step[]): Step[][] {
  const groups: Step[][] = [];
  for (const step of chosen) {
    const last = groups.at(-1);
    if (step.group !== undefined && last?.[0]?.group === step.group) last.push(step);
    else groups.push([step]);
  }
  return groups;
}

function row({ step, passed, failed: broken, note, seconds }: Result): string {
  const counts = `${passed} passed, ${broken} failed`;
  const time = `${seconds.toFixed(1)} s`.padStart(8);
  return `${step.name.padEnd(10)}${time}  ${counts}${note === undefined ? '' : ` (${note})`}`;
}

function namesOf(list: readonly Step[]): string {
  return list.map(({ name }) => name).join(', ');
}
