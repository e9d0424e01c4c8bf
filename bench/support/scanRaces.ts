import { FirstPass } from '../../src/compute/kernels/firstPass';
import { FloatMeasuring } from '../../src/compute/kernels/floatMeasuring';
import type { Kernels } from '../../src/compute/kernels/loadKernels';
import { SecondPass } from '../../src/compute/kernels/secondPass';
import { placesOf } from '../../src/core/measure/highCounts';
import { HistogramCounts } from '../../src/core/measure/histogram';
import { countBelow } from '../../src/core/measure/loops/countBins';
import { countHighBits, countLowBits, NO_SLOT } from '../../src/core/measure/loops/countKeys';
import { emptyScan, scanBlock } from '../../src/core/measure/loops/scanBlock';
import { Measuring } from '../../src/core/measure/measuring';
import { ranksOf } from '../../src/core/measure/quantiles';
import { secondPlan } from '../../src/core/measure/secondPlan';
import { HISTOGRAM_BINS, type Measures, QUANTILES } from '../../src/core/measure/statistics';
import { nearZeroLimit } from '../../src/core/measure/toStatistics';
import { BLOCK, widen } from '../../src/core/measure/widen';
import { PIECE, type Race } from './race';

/** Both passes over the first piece, which lies at `at`. */
export function passRaces(kernels: Kernels, at: number, values: Float32Array): Race[] {
  const piece = values.subarray(0, PIECE);
  const first = new FirstPass(kernels, true);
  const moments = first.add(at, PIECE);
  const highs = first.highCounts();
  const places = placesOf(highs, ranksOf(moments.finite, QUANTILES));
  const wanted = [...new Set(places.map(({ high }) => high))];
  const limit = nearZeroLimit(moments);
  const { min, max } = moments;
  const plan = secondPlan(min, max, HISTOGRAM_BINS, limit, { highs, wanted });
  const whole = secondPlan(min, max, HISTOGRAM_BINS, limit);
  if (plan === undefined || whole === undefined) throw new RangeError('There is no plan.');
  const second = new SecondPass(kernels, plan);
  const all = new SecondPass(kernels, whole);
  const twin = secondTwin(piece, min, max, limit, wanted);
  const { bytes } = { bytes: piece.byteLength };
  return [
    {
      name: 'scanFirst',
      bytes,
      kernel: () => void first.add(at, PIECE),
      twin: firstTwin(piece),
    },
    { name: 'scanSecond', bytes, kernel: () => second.add(at, PIECE), twin },
    { name: 'scanSecondAll', bytes, kernel: () => all.add(at, PIECE), twin },
  ];
}

function firstTwin(piece: Float32Array): () => void {
  const block = new Float64Array(BLOCK);
  const scan = emptyScan();
  const keys = new Uint32Array(65_536);
  const bits = new Int32Array(piece.buffer, piece.byteOffset, piece.length);
  return () => {
    countHighBits(bits, -1, keys);
    for (let from = 0; from < piece.length; from += BLOCK) {
      widen(piece, from, from + BLOCK, block);
      scanBlock(block, BLOCK, scan);
    }
  };
}

function secondTwin(
  piece: Float32Array,
  min: number,
  max: number,
  limit: number,
  wanted: readonly number[],
): () => void {
  const block = new Float64Array(BLOCK);
  const histogram = new HistogramCounts(min, max, HISTOGRAM_BINS);
  const slots = new Uint8Array(65_536).fill(NO_SLOT);
  for (const [slot, high] of wanted.entries())
    slots[high < 0x8000 ? high + 0x8000 : 0xffff - high] = slot;
  const low = new Uint32Array(65_536 * wanted.length);
  const bits = new Int32Array(piece.buffer, piece.byteOffset, piece.length);
  return () => {
    countLowBits(bits, -1, slots, low);
    for (let from = 0; from < piece.length; from += BLOCK) {
      widen(piece, from, from + BLOCK, block);
      countBelow(block, BLOCK, limit);
      histogram.add(block, BLOCK);
    }
  };
}

/**
 * Everything measured of a tensor, the copying of its pieces into the memory of the kernels at `at`
 * included.
 */
export function measureByKernels(kernels: Kernels, at: number, values: Float32Array): Measures {
  const measuring = new FloatMeasuring(kernels, values.length);
  const room = new Float32Array(kernels.buffer, at, PIECE);
  const bring = (start: number): number => {
    const piece = values.subarray(start, start + PIECE);
    room.set(piece);
    return piece.length;
  };
  try {
    for (let start = 0; start < values.length; start += PIECE)
      measuring.first(at, bring(start), start);
    if (measuring.turn())
      for (let start = 0; start < values.length; start += PIECE) measuring.second(at, bring(start));
    return measuring.result();
  } finally {
    measuring.dispose();
  }
}

export function measureByTwin(values: Float32Array): Measures {
  const measuring = new Measuring(values.length);
  for (let start = 0; start < values.length; start += PIECE)
    measuring.first(values.subarray(start, start + PIECE), start);
  measuring.turn();
  for (let start = 0; start < values.length; start += PIECE)
    measuring.second(values.subarray(start, start + PIECE));
  return measuring.result();
}
