import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { messageOf } from '../core/errors';
import type { ComparisonFormat } from '../core/compare/export/formats';
import { check } from './check';
import { compare } from './compare';
import { exportModel } from './export';
import { parseCondition } from './failOn';
import { summary } from './summary';
import { USAGE, UsageError } from './usage';

/** The worker lies beside this bundle. */
const SCRIPT = join(__dirname, 'worker.js');

/** Options of what is written. An empty one, as of a variable that is not set, would be the working folder. */
const TARGETS = ['out', 'html', 'markdown', 'csv', 'align-to'] as const;

const WELL = 0;
const FOUND = 1;
const BROKEN = 2;

async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parse(args);
  const [command, ...files] = positionals;
  const { json, 'fail-on': failOn } = values;
  if (values.help || command === undefined) {
    process.stdout.write(USAGE);
    return values.help ? WELL : BROKEN;
  }
  if (failOn.length > 0 && command !== 'compare')
    throw new UsageError(`--fail-on goes with compare, not with ${command}.`);
  if (Object.keys(comparisonFiles(values)).length > 0 && command !== 'compare')
    throw new UsageError(`--html, --markdown and --csv go with compare, not with ${command}.`);
  const { align, 'align-to': alignTo } = values;
  if ((align || alignTo !== undefined) && command !== 'compare')
    throw new UsageError(`--align and --align-to go with compare, not with ${command}.`);
  for (const option of TARGETS)
    if (values[option] === '') throw new UsageError(`--${option} is empty. Name where to write.`);
  switch (command) {
    case 'summary':
      return print({ text: await summary(SCRIPT, only(files), json), failed: false });
    case 'check':
      return print(await check(SCRIPT, only(files), json));
    case 'compare':
      return print(
        await compare(SCRIPT, two(files), {
          conditions: failOn.map(parseCondition),
          ...{ json, force: values.force, files: comparisonFiles(values), align, alignTo },
        }),
      );
    case 'export': {
      const { format, out, tensor, force } = values;
      const text = await exportModel(SCRIPT, only(files), { format, out, tensor, force });
      return print({ text, failed: false });
    }
    default:
      throw new UsageError(`There is no command ${command}.`);
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
        format: { type: 'string' },
        out: { type: 'string' },
        tensor: { type: 'string' },
        force: { type: 'boolean', default: false },
        html: { type: 'string' },
        markdown: { type: 'string' },
        csv: { type: 'string' },
        align: { type: 'boolean', default: false },
        'align-to': { type: 'string' },
        'fail-on': { type: 'string', multiple: true, default: [] },
      },
    });
  } catch (error) {
    throw new UsageError(messageOf(error));
  }
}

function comparisonFiles({
  html,
  markdown: md,
  csv,
}: {
  readonly html?: string | undefined;
  readonly markdown?: string | undefined;
  readonly csv?: string | undefined;
}): Readonly<Partial<Record<ComparisonFormat, string>>> {
  return {
    ...(html === undefined ? {} : { html }),
    ...(md === undefined ? {} : { md }),
    ...(csv === undefined ? {} : { csv }),
  };
}

function only(files: readonly string[]): string {
  const [file, ...more] = files;
  if (file === undefined || more.length > 0) throw new UsageError('One model is needed.');
  return file;
}

function two(files: readonly string[]): readonly [string, string] {
  const [a, b, ...more] = files;
  if (a === undefined || b === undefined || more.length > 0)
    throw new UsageError('Two models are needed.');
  return [a, b];
}

function print({ text, failed }: { readonly text: string; readonly failed: boolean }): number {
  process.stdout.write(`${text}\n`);
  return failed ? FOUND : WELL;
}

run(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    const message = messageOf(error);
    process.stderr.write(`weightscope: ${message}\n`);
    if (error instanceof UsageError) process.stderr.write(`\n${USAGE}`);
    process.exitCode = BROKEN;
  },
);
