import { type HighCounts, highHalfOf, occupiedHalves, positionOf } from './highCounts';
import { histogramEdges } from './histogram';

/**
 * What the second pass over float32 values is to count. Made from the merged results of the first
 * pass, so that all workers count by the same plan; their counts add up.
 */
export interface SecondPlan {
  readonly bins: number;
  /**
   * The product value * scale + offset is the number of the bin, from 1 on, and a half: off by less
   * than 2^-12.
   */
  readonly scale: number;
  readonly offset: number;
  /**
   * The least float32 of each bin: of one below the range, of `bins`, of one above; then NaN, which
   * no value reaches. A float32 is at least a float64 edge just when it is at least the float32
   * next to that edge from above.
   */
  readonly floors: Float32Array;
  /** |x| below this is near zero; a float32 by the same token. */
  readonly limit: number;
  /**
   * High halves of which the single values are wanted, at most 255, with how many values each has.
   */
  readonly wanted: ReadonlyMap<number, number>;
  /**
   * LOOK for each high half of which the values are to be looked at, else 0; undefined if all are.
   */
  readonly open: Uint8Array | undefined;
  /** What the first pass has told of the values that are not looked at. */
  readonly closed: { readonly counts: Float64Array; readonly below: number };
}

/** Bytes of a float32: what the kernel adds to an address to keep a value. */
export const LOOK = 4;

/** Looking at all values takes about as long as looking for more than this share of them. */
const MOST = 0.7;

/**
 * Beyond this the product could be off by 2^-12: it rounds to 53 bits four times on its way, as
 * edges do.
 */
const LARGEST_PRODUCT = 2 ** 38;

const LARGEST_FLOAT = 3.4028234663852886e38;

/**
 * Undefined where products are too coarse for the bins, as in a range much narrower than its
 * distance from zero, or edges are beyond float32. The loops of `loops/countBins.ts` can count any.
 *
 * @param first What the first pass has found, if there was one: else all values are looked at.
 * `wanted` are the high halves in which quantiles lie, `occupied` those of `highs` if they are known.
 */
export function secondPlan(
  low: number,
  high: number,
  bins: number,
  limit: number,
  first?: {
    readonly highs: HighCounts;
    readonly wanted: readonly number[];
    readonly occupied?: Uint16Array;
  },
): SecondPlan | undefined {
  const edges = histogramEdges(low, high, bins);
  const from = edges[0] ?? 0;
  const to = edges[bins] ?? 0;
  const scale = bins / (to - from);
  const furthest = Math.max(Math.abs(from), Math.abs(to));
  if (!(furthest <= LARGEST_FLOAT && furthest * scale < LARGEST_PRODUCT)) return undefined;
  const floors = new Float32Array(bins + 3).fill(NaN);
  floors[0] = -Infinity;
  for (let i = 0; i < bins; i++) floors[i + 1] = floatFrom(edges[i] ?? 0);
  floors[bins + 1] = floatAbove(to);
  const all: SecondPlan = {
    bins,
    scale,
    offset: 0.5 - from * scale,
    floors,
    limit: floatFrom(limit),
    wanted: new Map(first?.wanted.map((half) => [half, first.highs[half] ?? 0])),
    open: undefined,
    closed: { counts: new Float64Array(bins), below: 0 },
  };
  return first === undefined
    ? all
    : closeHalves(all, first.highs, first.occupied ?? occupiedHalves(first.highs));
}

/**
 * Leaves out the halves whose values all lie in one bin and on one side of the limit: those in
 * which no floor lies and not the limit.
 */
function closeHalves(plan: SecondPlan, highs: HighCounts, occupied: Uint16Array): SecondPlan {
  const { bins, floors, limit, wanted } = plan;
  const open = new Uint8Array(highs.length);
  for (const half of wanted.keys()) open[half] = LOOK;
  const limitHalf = highHalfOf(limit);
  if (limit > 0) open[limitHalf] = open[limitHalf | 0x8000] = LOOK;
  const cuts = floors.map((floor) => {
    // The floor 0 lies among the negative values, where -0 is: that has reached it.
    const half = highHalfOf(floor === 0 ? -0 : floor);
    open[half] = LOOK;
    return positionOf(half);
  });
  const counts = new Float64Array(bins);
  let [below, looked, passed, bin] = [0, 0, 0, 0];
  for (const half of occupied) {
    const count = highs[half] ?? 0;
    if (open[half] !== 0) {
      looked += count;
      continue;
    }
    passed += count;
    const position = positionOf(half);
    while (bin <= bins && position > (cuts[bin + 1] ?? 0)) bin++;
    if ((half & 0x7fff) < limitHalf) below += count;
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
