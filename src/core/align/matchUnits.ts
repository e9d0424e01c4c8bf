import type { Numbers } from '../format/valueKind';
import { type Random, shuffledIndices } from '../seededRandom';
import { KeptProfits } from './keptProfits';
import { identity, mover, type Permutations } from './permute';
import type { UnitPlan } from './unitPlan';
import { addProfit, LEAST_GAIN, type Products, sourcesOf, type View, viewsOf } from './unitProfit';

export interface Matching extends Products {
  /** For each row of a square matrix the column such that the sum of what they hold is largest. */
  readonly assign: (profit: Float64Array, units: number) => Promise<Uint32Array>;
  readonly random: Random;
  readonly step: (sweep: number, fraction: number) => void;
}

/** Self-permuted nets take two or three; independent ones five to ten. */
const MOST_SWEEPS = 50;
/** Values that are reordered and compared between two turns. */
const VALUES = 65_536;

/**
 * Reorders the units of B so that the inner product of both nets' weights grows, group by group in
 * random order, until no group gains: coordinate descent by linear assignment ("weight matching" of
 * Ainsworth, Hayase and Srinivasa, Git Re-Basin, arXiv 2209.04836, section 3.2). It ends in an optimum
 * of each group for itself, not necessarily of all.
 */
export async function matchUnits(
  { groups, tensors }: UnitPlan,
  matching: Matching,
): Promise<{ readonly permutations: Permutations; readonly sweeps: number }> {
  const permutations = groups.map(({ units }) => identity(units));
  const touching = groups.map((_, group) => viewsOf(tensors, group));
  const changes = groups.map(() => 0);
  const profits = new KeptProfits(matching);
  const solved = new Map<number, string>();
  for (let sweep = 1; sweep <= MOST_SWEEPS; sweep++) {
    let gained = false;
    const order = [...shuffledIndices(groups.length, matching.random)];
    for (const [done, group] of order.entries()) {
      matching.step(sweep, done / groups.length);
      const views = touching[group] ?? [];
      // With the same neighbours it would come out the same.
      const state = [...neighbours(views)].map((other) => changes[other]).join();
      if (solved.get(group) === state) continue;
      const { found, gain } = await best(views, group, permutations, matching, profits);
      solved.set(group, state);
      if (!(gain > 0)) continue;
      permutations[group] = found;
      changes[group] = (changes[group] ?? 0) + 1;
      gained = true;
    }
    if (!gained) return { permutations, sweeps: sweep };
  }
  return { permutations, sweeps: MOST_SWEEPS };
}

/** The order of a group that gains most, the others staying as they are. */
async function best(
  views: readonly View[],
  group: number,
  permutations: Permutations,
  matching: Matching,
  profits: KeptProfits,
): Promise<{ readonly found: Uint32Array; readonly gain: number }> {
  const before = permutations[group] ?? new Uint32Array();
  const units = before.length;
  const tied = views.filter((one) => views.some((two) => two !== one && two.tensor === one.tensor));
  const free = views.filter((view) => !tied.includes(view));
  const profit = await profits.of({ group, views: free, permutations });
  if (tied.length === 0) {
    const found = await matching.assign(profit, units);
    return { found, gain: linearGain(profit, before, found) };
  }
  // Tensors with the group on both axes mislead as long as their other axis is in the wrong order: what the others say by themselves is tried too.
  const candidates = [await matching.assign(profit, units)];
  const whole = profit.slice();
  await addProfit(whole, tied, group, sourcesOf(tied, group, permutations), matching);
  candidates.push(await matching.assign(whole, units));
  let most = { found: before, gain: 0 };
  for (const found of candidates) {
    const gain = await tiedGain(views, group, found, permutations, matching);
    if (gain > most.gain) most = { found, gain };
  }
  return most;
}

/** Groups whose order the profit of this one depends on; itself where a tensor has it on two axes. */
function neighbours(views: readonly View[]): ReadonlySet<number> {
  const found = new Set<number>();
  for (const { tensor, axis } of views)
    for (const [other, lanes] of tensor.axes.entries())
      if (other !== axis) for (const lane of lanes) found.add(lane.group);
  return found;
}

function linearGain(profit: Float64Array, before: Uint32Array, after: Uint32Array): number {
  const units = before.length;
  let gain = 0;
  let size = 0;
  for (let i = 0; i < units; i++) {
    const [was, is] = [profit[i * units + (before[i] ?? 0)], profit[i * units + (after[i] ?? 0)]];
    gain += (is ?? 0) - (was ?? 0);
    size += Math.abs(is ?? 0);
  }
  return gain - LEAST_GAIN * size;
}

/**
 * Where a tensor has the group on two axes the profit holds only as long as the other axis stays: what
 * is gained is then measured itself, or sweeps might go round in circles.
 */
async function tiedGain(
  views: readonly View[],
  group: number,
  found: Uint32Array,
  permutations: Permutations,
  { read, turn }: Matching,
): Promise<number> {
  const after = permutations.with(group, found);
  let gain = 0;
  let size = 0;
  for (const tensor of new Set(views.map((view) => view.tensor))) {
    const pair = await read(tensor);
    if (pair === undefined) continue;
    const [old, moved] = [mover(tensor, permutations), mover(tensor, after)];
    const [count = 0] = tensor.weight.shape;
    const width = pair.a.length / Math.max(1, count);
    const step = Math.max(1, Math.floor(VALUES / Math.max(1, width)));
    for (let from = 0; from < count; from += step) {
      const to = Math.min(count, from + step);
      const a = pair.a.subarray(from * width, to * width);
      const is = dot(a, moved(pair.b, from, to));
      gain += is - dot(a, old(pair.b, from, to));
      size += Math.abs(is);
      await turn();
    }
  }
  return gain - LEAST_GAIN * size;
}

function dot(a: Numbers, b: Numbers): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) {
    const product = Number(a[i]) * Number(b[i]);
    if (Number.isFinite(product)) sum += product;
  }
  return sum;
}
