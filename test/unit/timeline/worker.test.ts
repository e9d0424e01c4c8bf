import assert from 'node:assert/strict';
import { truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startTimelineWorker, type TimelineWorker } from '../../../src/compute/client';
import { CancelledError } from '../../../src/protocol/channel';
import type {
  ComparedStep,
  StepFilesApi,
  StepResult,
  TimelineProgress,
  TimelineTensor,
} from '../../../src/protocol/timeline';
import { buildWorker } from '../../support/buildWorker';
import { diskFilesApi } from '../../support/diskFilesApi';
import { float32, type TempModel, tempModel, type TempTensor } from '../../support/tempModel';

describe('the worker that follows a model through its checkpoints', () => {
  let script = '';
  const started: TimelineWorker[] = [];
  const models: TempModel[] = [];

  before(() => {
    script = buildWorker();
  });
  afterEach(async () => {
    for (const worker of started.splice(0)) worker.dispose();
    for (const made of models.splice(0)) await made.remove();
  });

  const checkpoint = async (...tensors: TempTensor[]): Promise<TempModel> => {
    const made = await tempModel(tensors);
    models.push(made);
    return made;
  };
  const start = (steps: readonly TempModel[], files?: StepFilesApi): TimelineWorker['timeline'] => {
    const worker = startTimelineWorker(
      script,
      steps.map(({ path }) => ({
        path: files === undefined ? path : null,
        fileName: 'model.json',
      })),
      files,
    );
    started.push(worker);
    return worker.timeline;
  };
  const run = async (
    timeline: TimelineWorker['timeline'],
  ): Promise<{ tensors: readonly TimelineTensor[]; results: readonly StepResult[] }> => {
    const told: TimelineProgress[] = [];
    await timeline.run(null, { onProgress: (part) => told.push(part) });
    const fractions = told.map(({ fraction }) => fraction);
    assert.deepEqual(
      fractions,
      fractions.toSorted((x, y) => x - y),
    );
    assert.equal(fractions.at(-1), 1);
    return {
      tensors: told.flatMap(({ tensors = [] }) => tensors),
      results: told.flatMap(({ results }) => results),
    };
  };
  const compared = (result: StepResult | undefined): ComparedStep => {
    assert.ok(result !== undefined && 'first' in result);
    return result;
  };
  const net = (kernel: readonly number[], bias: number): TempTensor[] => [
    float32('dense/kernel', [kernel.length], kernel),
    float32('dense/bias', [1], [bias]),
  ];

  it('finds how far each tensor is from the first step and from the one before', async () => {
    const steps = [
      await checkpoint(...net([3, 4], 2)),
      await checkpoint(...net([3, 7], 2)),
      await checkpoint(...net([7, 7], 5)),
    ];
    const { tensors, results } = await run(start(steps));
    assert.deepEqual(
      tensors.map(({ name }) => name),
      ['dense/kernel', 'dense/bias'],
    );
    assert.equal(compared(results[0]).before, null);
    assert.deepEqual(compared(results[1]).first, [
      { distance: 3, norm: 5 },
      { distance: 0, norm: 2 },
    ]);
    const last = compared(results[2]);
    assert.equal(last.before, 1);
    assert.deepEqual(last.first, [
      { distance: 5, norm: 5 },
      { distance: 3, norm: 2 },
    ]);
    assert.deepEqual(last.previous, [
      { distance: 4, norm: Math.sqrt(58) },
      { distance: 3, norm: 2 },
    ]);
  });

  it('lists steps that are broken or have other tensors, and compares the rest past them', async () => {
    const steps = [
      await checkpoint(...net([1, 1], 0)),
      await checkpoint(...net([1, 2], 0)),
      await checkpoint(...net([1, 2, 3], 0)),
      await checkpoint(...net([1, 2], 0)),
      await checkpoint(...net([1, 3], 0)),
      await checkpoint(...net([1, 4], 0), float32('added/kernel', [1], [1])),
    ];
    const [broken, , , cut] = steps;
    await writeFile(broken?.path ?? '', '{');
    await truncate(join(cut?.folder ?? '', 'group1-shard1of1.bin'), 6);
    const { results } = await run(start(steps));
    const problems = results.map((one) => ('problem' in one ? one.problem : ''));
    assert.match(problems[0] ?? '', /^model\.json is incomplete/);
    assert.match(problems[2] ?? '', /dense\/kernel has another shape or type here\.$/);
    assert.match(problems[3] ?? '', /dense\/kernel lacks 2 of its 8 bytes/);
    assert.match(problems[5] ?? '', /added\/kernel is only here\.$/);
    assert.equal(compared(results[1]).before, null);
    const { before, previous } = compared(results[4]);
    assert.equal(before, 1);
    assert.deepEqual(previous[0], { distance: 1, norm: Math.sqrt(5) });
  });

  it('reads files that only the host reaches, to the same distances', async () => {
    const values = (seed: number): number[] =>
      Array.from({ length: 70_001 }, (_, i) => Math.sin(i * seed));
    const steps = [
      await checkpoint(...net(values(1), 0)),
      await checkpoint(...net(values(1.1), 0)),
      await checkpoint(...net(values(1.2), 0)),
    ];
    const folders = steps.map(({ folder }) => diskFilesApi(folder));
    const at = (step: number) => folders[step] ?? assert.fail();
    const far = await run(
      start(steps, {
        size: ({ step, path }, call) => at(step).size({ path }, call),
        read: ({ step, ...range }, call) => at(step).read(range, call),
      }),
    );
    const near = await run(start(steps));
    assert.deepEqual(far.tensors, near.tensors);
    const numbers = ({ results }: typeof far): readonly number[] =>
      results
        .map(compared)
        .flatMap(({ first, previous }) => [...first, ...previous])
        .flatMap(({ distance, norm }) => [distance, norm]);
    const [fromHost, fromDisk] = [numbers(far), numbers(near)];
    assert.equal(fromHost.length, 24);
    // The kernels add in another order.
    for (const [i, x] of fromDisk.entries())
      assert.ok(Math.abs((fromHost[i] ?? NaN) - x) <= 1e-12 * x, `${fromHost[i]} and ${x}`);
  });

  it('stops when nobody wants the answer any more', async () => {
    const steps = [await checkpoint(...net([1, 1], 0)), await checkpoint(...net([1, 2], 0))];
    const controller = new AbortController();
    const running = start(steps).run(null, {
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    await assert.rejects(running, CancelledError);
  });
});
