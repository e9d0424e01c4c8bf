import { buildEngine } from '../test/support/buildEngine';
import { nativeFolder } from '../test/support/native';
import { type Bench, type Figure, round } from './support/bench';
import { bundle } from './support/bundle';
import { inFreshProcess } from './support/freshProcess';
import { NETS } from './models/nets';

type Backend = 'plainCpu' | 'wasm' | 'native';

/** Milliseconds by net and backend. */
type Times = ReadonlyMap<string, Partial<Record<Backend, number>>>;

export const trainBench: Bench = {
  title: 'ms per training step of each backend, and our loop beside model.fit',

  async run(say, quick): Promise<readonly Figure[]> {
    const times = await measure(say, quick ? 10 : 40);
    const of = (net: string, backend: Backend): number | undefined => times.get(net)?.[backend];
    const ratio = (a: number | undefined, b: number | undefined): number | undefined =>
      a === undefined || b === undefined ? undefined : a / b;
    const figures = [
      figure(
        'cnnWasmTimesFasterThanCpu',
        ratio(of('cnn', 'plainCpu'), of('cnn', 'wasm')),
        '>= 25',
        'step on the plain cpu backend / on wasm with our kernels, CNN',
      ),
      figure(
        'embeddingWasmTimesFasterThanCpu',
        ratio(of('embedding', 'plainCpu'), of('embedding', 'wasm')),
        '>= 300',
        'the same, Embedding of 1000 words',
      ),
      figure(
        'cnnNativeMsOverWasmMs',
        ratio(of('cnn', 'native'), of('cnn', 'wasm')),
        '<= 0.4',
        'step on native TensorFlow / on wasm, CNN',
      ),
      figure(
        'loopOverhead',
        await overhead(say, quick),
        '< 1.1',
        'our loop / model.fit, on wasm; the larger of MLP and CNN',
      ),
      figure(
        'hostLongestTaskMs',
        await hostTask(10),
        '<= 50',
        'longest task of the process that started a training, live values included',
      ),
    ];
    const all = [...times].flatMap(([net, byBackend]) =>
      Object.entries(byBackend).map(([backend, ms]) =>
        figure(
          `${net}Ms${backend.slice(0, 1).toUpperCase()}${backend.slice(1)}`,
          ms,
          '',
          'ms of the fastest step, batch 32, Adam',
        ),
      ),
    );
    return [...figures, ...all].flat();
  },

  async short(say) {
    const cnn = await inFreshProcess<number>(bundle('trainSteps.ts'), 'cnn', 'wasm', '1');
    say(`cnn on wasm: ${round(cnn)} ms`);
    return [
      ...figure('cnnMsWasm', cnn, '', 'ms a step'),
      ...figure('loopOverhead', await loop('mlp', 1, 1), '', 'our loop / model.fit'),
      ...figure('hostLongestTaskMs', await hostTask(1), '', 'ms of a task of the host'),
    ];
  },
};

async function measure(say: (line: string) => void, steps: number): Promise<Times> {
  const script = bundle('trainSteps.ts');
  const times = new Map<string, Partial<Record<Backend, number>>>();
  if (nativeFolder === undefined) say('native: not run: npm run native builds it');
  for (const net of Object.keys(NETS)) {
    const wasm = await inFreshProcess<number>(script, net, 'wasm', String(steps));
    const native =
      nativeFolder === undefined
        ? {}
        : {
            native: await inFreshProcess<number>(
              script,
              net,
              'native',
              String(steps),
              nativeFolder,
            ),
          };
    // Up to five seconds a step.
    const plainCpu = await inFreshProcess<number>(script, net, 'plainCpu', '3');
    times.set(net, { plainCpu, wasm, ...native });
    say(`${net}: ${JSON.stringify(times.get(net))}`);
  }
  return times;
}

async function overhead(say: (line: string) => void, quick: boolean): Promise<number> {
  const rounds = quick ? 3 : 9;
  const [mlp, cnn] = [await loop('mlp', 20, rounds), await loop('cnn', 10, rounds)];
  say(`loop over fit: MLP ${round(mlp, 3)}, CNN ${round(cnn, 3)}`);
  return Math.max(mlp, cnn);
}

function hostTask(epochs: number): Promise<number> {
  return inFreshProcess<number>(bundle('hostOnce.ts'), buildEngine(), String(epochs));
}

function loop(net: string, batches: number, rounds: number): Promise<number> {
  return inFreshProcess<number>(bundle('loopOnce.ts'), net, String(batches), String(rounds));
}

/** Nothing where it was not measured. */
function figure(key: string, value: number | undefined, bound: string, meaning: string): Figure[] {
  return value === undefined ? [] : [{ key, value: round(value, 3), bound, meaning }];
}
