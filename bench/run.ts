import { compareBench } from './compare';
import { exportBench } from './export';
import { kernelsBench } from './kernels';
import { openBench } from './open';
import { scanBench } from './scan';
import type { Bench } from './support/bench';
import { trainBench } from './train';
import { viewBench } from './view';

/**
 * `npm run bench -- NAME [--json] [--quick]`. With --json, standard output is one JSON object and
 * nothing else; progress then goes to standard error.
 */
const BENCHES: Readonly<Record<string, Bench>> = {
  compare: compareBench,
  export: exportBench,
  kernels: kernelsBench,
  open: openBench,
  scan: scanBench,
  train: trainBench,
  view: viewBench,
};

async function main(): Promise<void> {
  const args = process.argv.slice(2);
  const json = args.includes('--json');
  const name = args.find((arg) => !arg.startsWith('-')) ?? '';
  const bench = Object.hasOwn(BENCHES, name) ? BENCHES[name] : undefined;
  if (bench === undefined) {
    console.log('Usage: npm run bench -- NAME [--json] [--quick]\n');
    for (const [known, { title }] of Object.entries(BENCHES)) console.log(`  ${known}  ${title}`);
    process.exitCode = args.length === 0 ? 0 : 2;
    return;
  }
  const print = process.stdout.write.bind(process.stdout);
  // Libraries print as they please.
  if (json) process.stdout.write = process.stderr.write.bind(process.stderr);
  const say = (line: string): void => console.log(line);
  const figures =
    args.includes('--short') && bench.short !== undefined
      ? await bench.short(say)
      : await bench.run(say, args.includes('--quick'));
  const shown = json
    ? JSON.stringify(Object.fromEntries(figures.map((f) => [f.key, f.value])))
    : table(figures);
  print(`${shown}\n`);
}

function table(figures: Awaited<ReturnType<Bench['run']>>): string {
  const lines = figures.map(({ key, value, bound, meaning }) =>
    [key.padEnd(26), String(value).padStart(10), `  ${bound}`.padEnd(23), meaning].join(''),
  );
  return ['', ...lines].join('\n');
}

void main().then(
  () => process.exit(),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
