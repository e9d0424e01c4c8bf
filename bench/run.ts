import { kernelsBench } from './kernels';
import { openBench } from './open';
import type { Bench } from './support/bench';

/** `npm run bench -- NAME [--json]`. With --json, one JSON object and nothing else is printed. */
const BENCHES: Readonly<Record<string, Bench>> = { kernels: kernelsBench, open: openBench };

async function main(): Promise<void> {
  const args = process.argv.slice(2);
  const json = args.includes('--json');
  const name = args.find((arg) => !arg.startsWith('-')) ?? '';
  const bench = Object.hasOwn(BENCHES, name) ? BENCHES[name] : undefined;
  if (bench === undefined) {
    console.log('Usage: npm run bench -- NAME [--json]\n');
    for (const [known, { title }] of Object.entries(BENCHES)) console.log(`  ${known}  ${title}`);
    process.exitCode = args.length === 0 ? 0 : 2;
    return;
  }
  // Libraries print to standard output as they please; in JSON mode that is not theirs.
  const print = console.log;
  const say = json ? () => undefined : print;
  if (json) console.log = console.info = console.warn = () => undefined;
  const figures = await bench.run(say);
  print(
    json
      ? JSON.stringify(Object.fromEntries(figures.map((f) => [f.key, f.value])))
      : table(figures),
  );
}

function table(figures: Awaited<ReturnType<Bench['run']>>): string {
  const lines = figures.map(({ key, value, bound, meaning }) =>
    [key.padEnd(24), String(value).padStart(12), `  (${bound})`.padEnd(16), meaning].join(' '),
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
