import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { EXPORT_FORMATS, type ExportFormat } from '../src/core/exchange/formats';
import { type Bench, type Figure, median, round } from './support/bench';
import { buildProduction } from './support/build';
import { bundle } from './support/bundle';
import { denseModel } from './models/denseModel';
import type { ExportRun } from './processes/exportOnce';
import { inFreshProcess } from './support/freshProcess';
import { saveByNumpy } from './numpy/numpySave';

const CACHE = join(process.cwd(), '.cache', 'bench');
/** Dense layers of 16.8 MB; text takes about a microsecond for every number. */
const LAYERS = 25;
const TEXT_LAYERS = 4;
const BINARY = ['safetensors', 'tfjs'] as const satisfies ExportFormat[];
const TEXT = ['json', 'csv', 'c'] as const satisfies ExportFormat[];

export const exportBench: Bench = {
  title: '400 MB exported (67 MB as text); the .npz beside numpy.savez of the same files',

  async run(say, quick): Promise<readonly Figure[]> {
    say('Building the extension for production …');
    buildProduction();
    const script = bundle('exportOnce.ts');
    const model = await denseModel(CACHE, LAYERS);
    const smaller = await denseModel(CACHE, TEXT_LAYERS);
    const folder = join(CACHE, 'export');
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder);
    try {
      const once = (format: ExportFormat, of = model): Promise<ExportRun> =>
        inFreshProcess<ExportRun>(script, of, format, targetOf(folder, format));
      const ours: ExportRun[] = [];
      const ratios: number[] = [];
      for (let i = 0; i < (quick ? 1 : 5); i++) {
        const run = await once('npz');
        const numpy = saveByNumpy(model, join(folder, 'numpy.npz'), targetOf(folder, 'npz'));
        if (!numpy.equal) throw new Error('numpy finds other values in our .npz.');
        ours.push(run);
        ratios.push(numpy.milliseconds / run.milliseconds);
        say(`  .npz ${text(run)}; numpy ${round(numpy.milliseconds, 0)} ms`);
      }
      const binary = [...ours];
      const asText: ExportRun[] = [];
      for (const format of [...BINARY, ...TEXT]) {
        const isText = TEXT.some((one) => one === format);
        const run = await once(format, isText ? smaller : model);
        (isText ? asText : binary).push(run);
        say(`  ${EXPORT_FORMATS[format].label} ${text(run)}, ${round(run.bytes / 1e6, 0)} MB`);
        await rm(targetOf(folder, format), { recursive: true });
      }
      const growth = (runs: readonly ExportRun[]): number =>
        round(Math.max(...runs.map(({ residentGrowthMB }) => residentGrowthMB)), 1);
      return [
        {
          key: 'npzMilliseconds',
          value: round(median(ours.map(({ milliseconds }) => milliseconds)), 0),
          bound: '',
          meaning: 'from the request to the finished .npz of 419 MB',
        },
        {
          key: 'timesNumpySavez',
          value: round(median(ratios)),
          bound: '',
          meaning: 'time of reading the shards and numpy.savez, over ours',
        },
        {
          key: 'residentGrowthMB',
          value: growth(binary),
          bound: '< 64',
          meaning:
            'most that resident memory grew while 419 MB were exported as .npz, Safetensors or TensorFlow.js',
        },
        {
          key: 'textGrowthMB',
          value: growth(asText),
          bound: '',
          meaning: 'the same for 67 MB as JSON, CSV or C',
        },
      ];
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

function targetOf(folder: string, format: ExportFormat): string {
  const { extension } = EXPORT_FORMATS[format];
  return join(folder, extension === '' ? format : `x.${extension}`);
}

function text({ milliseconds, residentGrowthMB }: ExportRun): string {
  return `${round(milliseconds, 0)} ms, growth ${round(residentGrowthMB, 1)} MB`;
}
