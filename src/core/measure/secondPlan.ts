import { ascendingHalves, type HighCounts, rangeOfHalf } from './highCounts';
import { histogramEdges } from './histogram';

/**
 * What the second pass over float32 values is to count. Made from the merged results of the first
 * pass, so that all workers count by the same plan; their counts add up.
 */
export interface SecondPlan {
  readonly bins: number;
  /** The product value * scale + offset is the number of the bin, from 1 on, and a half: off by less than 2^-12. */
  readonly scale: number;
  readonly offset: number;
  /**
   * The least float32 of each bin: of one below the range, of `bins`, of one above. A float32 is at least a
   * float64 edge just when it is at least the float32 next to that edge from above.
   */
  readonly floors: Float32Array;
  /** |x| below this is near zero; a float32 by the same token. */
  readonly limit: number;
  /** High halves of which the low halves are to be counted, at most 255. */
  readonly wanted: readonly number[];
  /** 1 for each high half of which the values are to be looked at; undefined if all are. */
  readonly open: Uint8Array | undefined;
  /** What the first pass has told of the values that are not looked at. */
  readonly closed: { readonly counts: Float64Array; readonly below: number };
}

/** Looking at all values takes about as long as looking for more than this share of them. */
const MOST = 0.7;

/** Beyond this the product could be off by 2^-12: it rounds to 53 bits four times on its way, as edges do. */
const LARGEST_PRODUCT = 2 ** 38;

const LARGEST_FLOAT = 3.4028234663852886e38;

/**
 * Undefined where products are too coarse for the bins, as in a range much narrower than its distance from zero, or edges are beyond float32. The
 * loops of `loops/countBins.ts` can count any.
 *
 * @param highs Counts of the first pass; without them all values are looked at.
 */
export function secondPlan(
  low: number,
  high: number,
  bins: number,
  limit: number,
  wanted: readonly number[] = [],
  highs?: HighCounts,
): SecondPlan | undefined {
  const edges = histogramEdges(low, high, bins);
  const from = edges[0] ?? 0;
  const to = edges[bins] ?? 0;
  const scale = bins / (to - from);
  const furthest = Math.max(Math.abs(from), Math.abs(to));
  if (!(furthest <= LARGEST_FLOAT && furthest * scale < LARGEST_PRODUCT)) return undefined;
  const floors = Float32Array.from({ length: bins + 2 }, (_, i) => {
    if (i === 0) return -Infinity;
    return i <= bins ? floatFrom(edges[i - 1] ?? 0) : floatAbove(to);
  });
  const all: SecondPlan = {
    bins,
    scale,
    offset: 0.5 - from * scale,
    floors,
    limit: floatFrom(limit),
    wanted,
    open: undefined,
    closed: { counts: new Float64Array(bins), below: 0 },
  };
  return highs === undefined ? all : closeHalves(all, highs);
}

/** Leaves out the halves whose values all lie in one bin and on one side of the limit. */
function closeHalves(plan: SecondPlan, highs: HighCounts): SecondPlan {
  const { bins, floors, limit } = plan;
  const wanted = new Set(plan.wanted);
  const open = new Uint8Array(highs.length);
  const counts = new Float64Array(bins);
  let below = 0;
  let looked = 0;
  let passed = 0;
  let bin = 0;
  for (const half of ascendingHalves()) {
    const count = highs[half] ?? 0;
    if (count === 0) continue;
    const [least, largest] = rangeOfHalf(half);
    while (bin <= bins && least >= (floors[bin + 1] ?? 0)) bin++;
    const oneBin = bin > bins || largest < (floors[bin + 1] ?? 0);
    const near = Math.abs(least) < limit;
    if (!oneBin || near !== Math.abs(largest) < limit || wanted.has(half)) {
      open[half] = 1;
      looked += count;
      continue;
    }
    passed += count;
    if (near) below += count;
    if (bin > 0 && bin <= bins) counts[bin - 1] = (counts[bin - 1] ?? 0) + count;
  }
  return looked > MOST * (looked + passed) ? plan : { ...plan, open, closed: { counts, below } };
}

/** The least float32 that is not less than a finite value. */
function floatFrom(value: number): number {
  const rounded = Math.fround(value);
  return rounded < value ? nextFloat(rounded) : rounded;
}

/** The least float32 that is greater than a finite value. */
function floatAbove(value: number): number {
  const rounded = Math.fround(value);
  return rounded > value ? rounded : nextFloat(rounded);
}

function nextFloat(value: number): number {
  // Adding 0 turns -0 into 0.
  float[0] = value + 0;
  const at = bits[0] ?? 0;
  bits[0] = at >= 0 ? at + 1 : at - 1;
  return float[0];
}

const float = new Float32Array(1);
const bits = new Int32Array(float.buffer);
