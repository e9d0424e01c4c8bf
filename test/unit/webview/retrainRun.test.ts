import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { MatrixView } from '../../../src/core/model/matrixView';
import type { EngineWeight } from '../../../src/protocol/engine';
import type { WeightDetail } from '../../../src/protocol/model';
import { afterEvent, newRun, type RunEvent, type RunState } from '../../../src/protocol/retrainRun';
import type { Movement, TrainEpoch } from '../../../src/protocol/training';
import { livePart, LiveTensor, MOST_LIVE_VALUES } from '../../../src/webview/retrain/liveTensor';
import { movedRows } from '../../../src/webview/retrain/movedRows';
import { type LineLooks, lossLines, normLines } from '../../../src/webview/retrain/runLines';
import { timeText } from '../../../src/webview/retrain/timeText';

const weight = (index: number, layer: string): EngineWeight => ({
  weight: index,
  name: `${layer}/${index}`,
  layer,
  shape: [2],
  trainable: true,
  frozen: false,
});
const WEIGHTS = [weight(0, 'first'), weight(1, 'first'), weight(2, 'last')];
const measures = { rows: 9, loss: 0.5, penalty: 0.25, metrics: [] };
const EPOCH: TrainEpoch = {
  kind: 'epoch',
  epoch: 1,
  running: 0.9,
  training: measures,
  validation: { ...measures, loss: 0.7 },
  best: true,
};

function after(events: readonly RunEvent[]): RunState {
  const run = events.reduce<RunState | null>(
    (state, event) => afterEvent(state, event, WEIGHTS),
    newRun(5, []),
  );
  assert.ok(run !== null);
  return run;
}

const STARTED: RunEvent = {
  kind: 'started',
  trained: [2, 0, 1],
  stepsPerEpoch: 2,
  resumed: false,
  resumeNote: null,
};
const STEPS: RunEvent = {
  kind: 'steps',
  step: 2,
  epoch: 1,
  losses: Float32Array.of(1, 0.5),
  norms: {
    step: 2,
    gradient: Float64Array.of(2, 3, 4),
    weight: Float64Array.of(0, 1, 0),
    update: Float64Array.of(1, 0.5, 0),
  },
  rowsPerSecond: 10,
  secondsLeft: 3,
  paused: false,
};
const LOOK = { color: 'red', width: 1 };
const LOOKS: LineLooks = { training: LOOK, validation: LOOK, faint: LOOK, layer: () => LOOK };

describe('a run on its page', () => {
  const run = after([STARTED, STEPS, EPOCH]);

  it('has its layers from input to output, whatever the order of the optimizer', () => {
    assert.deepEqual(run.layers, { names: ['first', 'last'], of: [1, 0, 0] });
    const [first, last] = normLines(run, 'gradient', LOOKS);
    assert.deepEqual([first?.y, last?.y], [[5], [2]]);
    // The last layer was all zero.
    assert.deepEqual(
      normLines(run, 'ratio', LOOKS).map(({ y }) => y),
      [[0.5], [null]],
    );
  });

  it('draws the losses of batches within the epoch, and both sides at its end, penalties apart', () => {
    const lines = lossLines(run, LOOKS);
    assert.deepEqual(
      lines.map(({ label, x, y }) => [label, x, y]),
      [
        ['batch loss', [0.25, 0.75], [1, 0.5]],
        ['training', [1], [0.5]],
        ['validation', [1], [0.7]],
        ['penalty of regularizers', [1], [0.25]],
      ],
    );
  });

  it('is the same for a page that comes late', () => {
    const late = [{ kind: 'run', run: after([STARTED, STEPS]) }, EPOCH] as const;
    assert.deepEqual(after(late), run);
  });

  it('tells how long it still takes', () => {
    assert.deepEqual([0.2, 75, 300, 9000].map(timeText), [
      'about 1 s',
      'about 75 s',
      'about 5 min',
      'about 2.5 h',
    ]);
  });

  it('sorts tensors by how far they went, those without such a number last', () => {
    const movement: readonly Movement[] = [
      { weight: 0, moved: null, degrees: null, text: 'was all zero' },
      { weight: 1, moved: 0.1, degrees: 3, text: 'a' },
      { weight: 2, moved: 0.2, degrees: 1, text: 'b' },
    ];
    const order = (by: 'model' | 'moved' | 'turned') =>
      movedRows(movement, WEIGHTS, by).map((row) => row.weight);
    assert.deepEqual(
      [order('model'), order('moved'), order('turned')],
      [
        [0, 1, 2],
        [2, 1, 0],
        [1, 2, 0],
      ],
    );
  });
});

describe('live weights', () => {
  const detail = (shape: readonly number[]): WeightDetail =>
    ({
      shape,
      axes: shape.map((size, i) => ({ name: `axis ${i}`, size })),
    }) as unknown as WeightDetail;

  it('of a large tensor are its first rows, as many as can be fetched twice a second', () => {
    assert.equal(livePart(detail([1000, 1000])).first, null);
    const part = livePart(detail([5000, 300]));
    assert.equal(part.first, Math.floor(MOST_LIVE_VALUES / 300));
    assert.equal(part.values, part.first * 300);
    assert.deepEqual(part.detail.shape, [part.first, 300]);
    assert.deepEqual(
      part.detail.axes.map(({ size }) => size),
      [part.first, 300],
    );
  });

  it('show the mean, least and largest of what a pixel covers, in any view', async () => {
    const shape = fc.tuple(fc.nat({ max: 5 }), fc.nat({ max: 4 }), fc.nat({ max: 6 }));
    const level = fc.record({ y: fc.nat({ max: 2 }), x: fc.nat({ max: 2 }) });
    await fc.assert(
      fc.asyncProperty(shape, level, fc.shuffledSubarray([0, 1, 2]), async (sizes, at, axes) => {
        const [a, b, c] = sizes.map((size) => size + 1);
        const whole = [a ?? 1, b ?? 1, c ?? 1] as const;
        const [rowAxis = null, columnAxis = null] = axes;
        const view: MatrixView = { rowAxis, columnAxis, at: [0, 0, 0] };
        const tensor = new LiveTensor(whole);
        const values = Float32Array.from(
          { length: whole[0] * whole[1] * whole[2] },
          (_, i) => (i * 37) % 19,
        );
        tensor.values = values;
        const value = (row: number, column: number): number => {
          const index = [0, 0, 0];
          if (rowAxis !== null) index[rowAxis] = row;
          if (columnAxis !== null) index[columnAxis] = column;
          const [i = 0, j = 0, k = 0] = index;
          return values[(i * whole[1] + j) * whole[2] + k] ?? NaN;
        };
        const rows = rowAxis === null ? 1 : (whole[rowAxis] ?? 1);
        const columns = columnAxis === null ? 1 : (whole[columnAxis] ?? 1);
        const key = { weight: 0, view, level: at, tile: { y: 0, x: 0 } };
        const tile = await tensor.tile(key);
        assert.equal(tile.height, Math.ceil(rows / 2 ** at.y));
        assert.equal(tile.width, Math.ceil(columns / 2 ** at.x));
        tile.mean.forEach((mean, pixel) => {
          const [y, x] = [Math.floor(pixel / tile.width), pixel % tile.width];
          const covered: number[] = [];
          for (let row = y * 2 ** at.y; row < Math.min(rows, (y + 1) * 2 ** at.y); row++)
            for (
              let column = x * 2 ** at.x;
              column < Math.min(columns, (x + 1) * 2 ** at.x);
              column++
            )
              covered.push(value(row, column));
          const sum = covered.reduce((total, one) => total + one, 0);
          assert.equal(mean, Math.fround(sum / covered.length));
          assert.equal(tile.ends?.min[pixel] ?? mean, Math.min(...covered));
          assert.equal(tile.ends?.max[pixel] ?? mean, Math.max(...covered));
        });
        const extent = { rows: { start: 0, end: rows }, columns: { start: 0, end: columns } };
        const block = await tensor.cells({ weight: 0, view, ...extent });
        assert.deepEqual(
          [...(block.values as Float32Array)],
          Array.from({ length: rows * columns }, (_, i) =>
            value(Math.floor(i / columns), i % columns),
          ),
        );
      }),
    );
  });
});
