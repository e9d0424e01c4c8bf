import { stat } from 'node:fs/promises';
import { median, round } from './bench';
import { bundle } from './bundle';
import { inFreshProcess } from './freshProcess';

export interface Opened {
  readonly modelJsonBytes: number;
  readonly bytesBeforeTree: number;
  readonly timesFaster: number;
  readonly residentGrowthMB: number;
}

/** What a script that loads a model prints. */
export interface LoadRun {
  readonly milliseconds: number;
  readonly residentGrowthMB: number;
}

export interface OpenRun extends LoadRun {
  /** Milliseconds, the start of the thread included. */
  readonly withThread: number;
  readonly bytesRead: number;
}

/** Opens the model with us and with TensorFlow.js in turn, each time in a fresh process. */
export async function openBig(
  path: string,
  runs: number,
  say: (line: string) => void,
): Promise<Opened> {
  const [open, load] = [bundle('openOnce.ts'), bundle('tfjsLoadOnce.ts')];
  const ours: OpenRun[] = [];
  const ratios: number[] = [];
  for (let run = 0; run < runs; run++) {
    const own = await inFreshProcess<OpenRun>(open, path);
    const tfjs = await inFreshProcess<LoadRun>(load, path);
    ours.push(own);
    ratios.push(tfjs.milliseconds / own.milliseconds);
    say(
      `  tree ${round(own.milliseconds, 1)} ms (${round(own.withThread, 1)} ms with the start of a thread), ` +
        `tf.loadLayersModel ${round(tfjs.milliseconds)} ms; ` +
        `growth ${round(own.residentGrowthMB, 1)} MB, ${round(tfjs.residentGrowthMB)} MB`,
    );
  }
  return {
    modelJsonBytes: (await stat(path)).size,
    bytesBeforeTree: Math.max(...ours.map(({ bytesRead }) => bytesRead)),
    timesFaster: median(ratios),
    residentGrowthMB: median(ours.map(({ residentGrowthMB }) => residentGrowthMB)),
  };
}
