import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { median, round } from './bench';

const RUNS = 5;

export interface Opened {
  readonly modelJsonBytes: number;
  readonly bytesBeforeTree: number;
  readonly timesFaster: number;
  readonly residentGrowthMB: number;
}

interface Run {
  readonly milliseconds: number;
  readonly bytesRead: number;
  readonly residentGrowthMB: number;
}

/** Opens the model with us and with TensorFlow.js in turn, each time in a fresh process. */
export async function openFourHundredMegabytes(
  path: string,
  say: (line: string) => void,
): Promise<Opened> {
  const ours: Run[] = [];
  const ratios: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const own = await inFreshProcess('openOnce.ts', path);
    const tfjs = await inFreshProcess('tfjsLoadOnce.ts', path);
    ours.push(own);
    ratios.push(tfjs.milliseconds / own.milliseconds);
    say(
      `  tree ${round(own.milliseconds, 1)} ms, tf.loadLayersModel ${round(tfjs.milliseconds)} ms`,
    );
  }
  return {
    modelJsonBytes: (await stat(path)).size,
    bytesBeforeTree: Math.max(...ours.map(({ bytesRead }) => bytesRead)),
    timesFaster: median(ratios),
    residentGrowthMB: median(ours.map(({ residentGrowthMB }) => residentGrowthMB)),
  };
}

async function inFreshProcess(script: string, path: string): Promise<Run> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--expose-gc',
    '--import',
    'tsx',
    join('bench', 'support', script),
    path,
  ]);
  const last = stdout.trim().split('\n').at(-1) ?? '';
  return JSON.parse(last) as Run;
}
