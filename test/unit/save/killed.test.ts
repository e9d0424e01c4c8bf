import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cp, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { saveChanged, type TestChange } from '../../support/changedModel';
import type { TestTensor } from '../../support/encodeModel';
import { loadWithTfjs, weightValues } from '../../support/loadWithTfjs';
import { denseTopology, float32Tensor, namesIn, quantized, withFields, writeModel } from './models';
import { buildScript, type BuiltScript } from './scripts';

const [INPUTS, UNITS, OUTPUTS] = [64, 512, 16];
const TOPOLOGY = denseTopology(INPUTS, UNITS, OUTPUTS);
/** Longest wait before a kill: a few saves, so that each part of one gets its share. */
const MOST_MS = 25;

/** 128 KiB, 2 KiB, 32 KiB and 64 bytes; quantized to uint8 the second takes 512 bytes. */
function tensors(quantizedBias: boolean): TestTensor[] {
  const steps = Array.from({ length: UNITS }, (_, i) => i % 7);
  return [
    float32Tensor('d1/kernel', [INPUTS, UNITS], 0),
    quantizedBias
      ? quantized('d1/bias', [UNITS], 'uint8', steps)
      : float32Tensor('d1/bias', [UNITS], 0),
    float32Tensor('d2/kernel', [UNITS, OUTPUTS], 0),
    float32Tensor('d2/bias', [OUTPUTS], 0),
  ];
}

/** All values by weight, as TensorFlow.js itself loads them. */
async function load(path: string): Promise<ReadonlyMap<string, ArrayLike<number>>> {
  const model = await loadWithTfjs(path);
  const values = weightValues(model);
  model.dispose();
  return values;
}

describe('a save that is killed', () => {
  let script: BuiltScript;
  before(async () => {
    script = await buildScript('saveLoop');
  });
  after(() => script.remove());

  /** Starts a process that saves in a loop, and kills it some time after it has begun. */
  async function saveAndKill(...args: string[]): Promise<void> {
    const child = spawn(process.execPath, [script.path, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    child.stderr.on('data', (text: Buffer) => (said += text.toString()));
    const ended = new Promise<NodeJS.Signals | null>((resolve) => {
      child.on('exit', (_, signal) => resolve(signal));
    });
    await Promise.race([new Promise((resolve) => child.stdout.once('data', resolve)), ended]);
    await new Promise((resolve) => setTimeout(resolve, Math.random() * MOST_MS));
    child.kill('SIGKILL');
    assert.equal(await ended, 'SIGKILL', said);
  }

  /** The one value of these weights, which they would not have in common after half a save. */
  function common(
    values: ReadonlyMap<string, ArrayLike<number>>,
    names: readonly string[],
  ): number {
    const all = new Set<number>();
    for (const name of names) {
      const each = values.get(name) ?? [];
      // The first value of a quantized weight may differ, see saveLoop.ts.
      for (let i = 1; i < each.length; i++) all.add(each[i] ?? NaN);
    }
    assert.equal(all.size, 1, `${names.join(', ')} hold ${[...all].slice(0, 5).join(', ')}`);
    return [...all][0] ?? NaN;
  }

  const scenarios: readonly {
    readonly title: string;
    readonly shardSizes: readonly number[];
    readonly changed: readonly string[];
    readonly requantized?: string;
  }[] = [
    { title: 'one shard', shardSizes: [], changed: ['d1/kernel', 'd2/bias'] },
    {
      title: 'many shards',
      shardSizes: [50_000, 60_001, 3, 30_000],
      changed: ['d1/kernel', 'd1/bias', 'd2/kernel'],
    },
    {
      title: 'a new manifest',
      shardSizes: [100_000, 40_000],
      changed: ['d1/kernel', 'd2/bias'],
      requantized: 'd1/bias',
    },
  ];
  const KILLS = 80;
  const COPY_KILLS = 60;

  it(`${3 * KILLS + COPY_KILLS} times leaves all old or all new values, and the next save cleans up`, async function () {
    this.timeout(300_000);
    const left = await Promise.all([
      ...scenarios.map((scenario) => killAgain(scenario)),
      killConversions(),
    ]);
    // Else the kills all came between two saves and show nothing.
    for (const times of left) assert.ok(times > 0);
  });

  /** @returns how often something was left to clean up */
  async function killAgain({
    shardSizes,
    changed,
    requantized,
  }: (typeof scenarios)[number]): Promise<number> {
    const model = await writeModel(
      [{ tensors: tensors(requantized !== undefined), shardSizes }],
      withFields({ modelTopology: TOPOLOGY }),
    );
    const { path, folder } = model;
    const names = [...changed, ...(requantized === undefined ? [] : [requantized])];
    const args = [...changed, ...(requantized === undefined ? [] : [`${requantized}:requantize`])];
    const change = (value: number): Record<string, TestChange> =>
      Object.fromEntries(
        names.map((name) => {
          const { shape } = tensors(false).find((tensor) => tensor.name === name) ?? { shape: [] };
          const size = shape.reduce((product, each) => product * each, 1);
          return [name, { values: new Float32Array(size).fill(value) }];
        }),
      );
    await saveChanged(path, change(1));
    const untouched = [...(await load(path))].filter(([name]) => !names.includes(name));
    let left = 0;
    let value = 1;
    for (let kill = 0; kill < KILLS; kill++) {
      await saveAndKill('again', path, String(value + 1), ...args);
      const values = await load(path);
      const now = common(values, names);
      assert.ok(now >= value, `${now} after ${value}`);
      for (const [name, before] of untouched) assert.deepEqual(values.get(name), before);
      if ((await namesIn(folder)).length > shardSizes.length + 2) left += 1;
      value = now + 1;
      await saveChanged(path, change(value));
      assert.equal((await namesIn(folder)).length, shardSizes.length + 2);
    }
    await model.remove();
    return left;
  }

  async function killConversions(): Promise<number> {
    const original = await writeModel(
      [{ tensors: tensors(true), shardSizes: [100_000, 31_300] }],
      withFields({ modelTopology: TOPOLOGY }),
    );
    const before = await load(original.path);
    const names = ['d1/kernel', 'd1/bias'];
    let left = 0;
    for (let kill = 0; kill < COPY_KILLS; kill++) {
      const site = join(script.folder, 'copies', String(kill));
      await mkdir(site, { recursive: true });
      await cp(original.folder, join(site, 'original'), { recursive: true });
      await saveAndKill('copies', join(site, 'original', 'model.json'), '5', ...names);
      for (const copy of (await readdir(site)).filter((name) => /^\d+$/.test(name))) {
        const path = join(site, copy, 'model.json');
        const values = await load(path);
        const isNew = !(await readFile(path, 'utf8')).includes('quantization');
        for (const [name, old] of before) {
          if (!isNew || !names.includes(name)) assert.deepEqual(values.get(name), old);
        }
        if (isNew) assert.equal(common(values, names), 5);
        if ((await namesIn(join(site, copy))).length > 4) left += 1;
        await saveChanged(path, { 'd2/bias': { values: new Float32Array(OUTPUTS) } });
        assert.equal((await namesIn(join(site, copy))).length, 4);
      }
      await rm(site, { recursive: true });
    }
    await original.remove();
    return left;
  }
});
