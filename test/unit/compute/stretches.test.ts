import assert from 'node:assert/strict';
import { defaultView } from '../../../src/core/model/matrixView';
import type { FlatRead } from '../../../src/compute/flatRead';
import { histogramOf } from '../../../src/compute/measure/histogramOf';
import { KernelShelf } from '../../../src/compute/kernels/shelf';
import { latticeOf } from '../../../src/compute/views/lattice';
import { measureWeight } from '../../../src/compute/measure/measureWeight';
import { wholeView } from '../../../src/compute/views/pixels';
import { readPictures } from '../../../src/compute/views/readGallery';
import { readMatrix } from '../../../src/compute/views/readMatrix';
import { reduceBlock } from '../../../src/compute/views/reduceBlock';
import { sampleView } from '../../../src/compute/views/sampleView';
import { MOST_BETWEEN_TURNS, type Turn } from '../../../src/compute/turns';
import { CancelledError } from '../../../src/protocol/channel';

const SIDE = 2048;
const COUNT = SIDE * SIDE;

/** Reads of a preview that may be under way before the first of them is worked on. */
const MOST_AHEAD = 8;

/** A generous bound of processor time: what is measured is some milliseconds. */
const MOST_MS = 250;

interface Job {
  readonly read: FlatRead;
  readonly turn: Turn;
}

/** Everything that goes over all values of a tensor on the session's thread, by plain loops. */
const JOBS: Readonly<Record<string, (job: Job) => Promise<unknown>>> = {
  'statistics, histogram and quantiles': ({ read, turn }) =>
    measureWeight(scanned(read), turn, () => undefined, plain),
  'a histogram': ({ read, turn }) => histogramOf(scanned(read), -1, 1, 8192, turn, plain),
  'a coarse picture': ({ read, turn }) =>
    reduceBlock(read, 'kernel', wholeView([SIDE, SIDE], view, { y: 2, x: 2 }), turn),
  'a preview': ({ read, turn }) =>
    sampleView(read, 'kernel', wholeView([SIDE, SIDE], view, { y: 6, x: 2 }), turn),
  'a block of cells': ({ read, turn }) => {
    const half = { start: 0, end: SIDE / 2 };
    return readMatrix(read, latticeOf([SIDE, SIDE], view, half, half), turn);
  },
  'filter pictures': ({ read, turn }) =>
    readPictures(read, 'kernel', [1, 1, 8, COUNT / 8], FILTERS, 'mean', turn),
};

const FILTERS = { height: 0, width: 1, input: 2, pictures: [3] };
const view = defaultView([SIDE, SIDE]);
const plain = new KernelShelf(() => undefined);

function scanned(read: FlatRead) {
  return { read, name: 'kernel', count: COUNT, isFloat32: false };
}

describe('work on a large tensor', () => {
  // float64 are sorted.
  let tensors: readonly (Float32Array | Float64Array)[] = [];
  before(() => {
    const wide = new Float64Array(COUNT);
    for (let i = 0; i < COUNT; i++) wide[i] = ((i * 7_919) % 1_000_003) / 1_000_003;
    tensors = [wide, Float32Array.from(wide)];
  });
  after(() => {
    tensors = [];
  });

  for (const [name, job] of Object.entries(JOBS)) {
    it(`gives way, as it makes ${name}, at least every ${MOST_BETWEEN_TURNS} values`, async () => {
      for (const values of tensors) {
        let asked = 0;
        let turns = 0;
        let longest = 0;
        let since = process.cpuUsage();
        const look = (): void => {
          const { user, system } = process.cpuUsage(since);
          longest = Math.max(longest, (user + system) / 1000);
        };
        const read: FlatRead = (start, end) => {
          asked += end - start;
          const most = (turns + MOST_AHEAD) * MOST_BETWEEN_TURNS;
          assert.ok(asked <= most, `${asked} values after ${turns} turns`);
          return Promise.resolve(values.slice(start, end));
        };
        const turn: Turn = async () => {
          look();
          turns++;
          await new Promise((resolve) => setImmediate(resolve));
          since = process.cpuUsage();
        };
        await job({ read, turn });
        look();
        assert.ok(turns > 0);
        assert.ok(longest < MOST_MS, `${longest} ms without a look at the signal`);
      }
    });

    it(`stops, as it makes ${name}, at the turn at which it is taken back`, async () => {
      const values = new Float32Array(COUNT);
      let reads = 0;
      const read: FlatRead = (start, end) => {
        reads++;
        return Promise.resolve(values.subarray(start, end));
      };
      const turn: Turn = () => Promise.reject(new CancelledError());
      await assert.rejects(job({ read, turn }), CancelledError);
      const before = reads;
      await new Promise((resolve) => setTimeout(resolve, 5));
      assert.equal(reads, before);
      assert.ok(reads <= MOST_AHEAD + 1);
    });
  }
});
