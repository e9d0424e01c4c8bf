import { Lru } from '../lru';
import type { Permutations } from './permute';
import {
  addProducts,
  addProfit,
  LEAST_GAIN,
  type Products,
  sourcesOf,
  type View,
} from './unitProfit';
import { pickedValues, type UnitValues, unitValues } from './unitRows';

/** Sums of 16 groups of 512 units; those of the largest group alone are as many. */
const KEPT_BYTES = 32 * 1024 * 1024;

interface Kept {
  readonly profit: Float64Array;
  /** Where the features of B's units came from, for each view. */
  readonly sources: readonly UnitValues[];
  /** About how far rounding took a sum from what it would be if it was made anew. */
  readonly noise: number;
}

/** A group whose sums are asked for. */
interface Asked {
  readonly group: number;
  readonly views: readonly View[];
  readonly permutations: Permutations;
}

/**
 * Inner products of A's units (rows) with B's as they are stored (columns), over all features. From
 * one sweep to the next most units of neighbours keep their place: then sums are not made anew, but
 * what the others had added is replaced.
 */
export class KeptProfits {
  private readonly kept = new Lru<Kept>(KEPT_BYTES);

  constructor(private readonly products: Products) {}

  /**
   * @param asked With the same views whenever the group is asked for.
   * @returns Row by row, to be read until the group is asked for again.
   */
  async of(asked: Asked): Promise<Float64Array> {
    const { group, views, permutations } = asked;
    const key = String(group);
    const known = this.kept.get(key);
    // What is being mended is of no use if that ends in the middle.
    this.kept.delete(key);
    const sources = sourcesOf(views, group, permutations);
    const next = (known && (await this.mended(known, sources, asked))) ?? {
      profit: await this.made(sources, asked),
      sources,
      noise: 0,
    };
    this.kept.set(key, next, next.profit.byteLength + 8 * countFeatures(sources));
    return next.profit;
  }

  private async made(
    sources: readonly UnitValues[],
    { group, views, permutations }: Asked,
  ): Promise<Float64Array> {
    const units = permutations[group]?.length ?? 0;
    const profit = new Float64Array(units * units);
    await addProfit(profit, views, group, sources, this.products);
    return profit;
  }

  /** Undefined where most has moved, or where rounding might be taken for a gain. */
  private async mended(
    { profit, sources: before, noise }: Kept,
    sources: readonly UnitValues[],
    { group, views, permutations }: Asked,
  ): Promise<Kept | undefined> {
    const moved = sources.map((now, i) => movedFeatures(before[i] ?? now, now));
    if (2 * sum(moved.map(({ length }) => length)) > countFeatures(sources)) return undefined;
    const largestBefore = largest(profit);
    for (const [i, { tensor, axis }] of views.entries()) {
      const [there, features] = [sources[i], moved[i]];
      if (there === undefined || features === undefined || features.length === 0) continue;
      const was = pickedValues(before[i] ?? there, features);
      const here = pickedValues(unitValues(tensor, axis, group, []), features);
      const replaced = { here, there: pickedValues(there, features), was };
      await addProducts(profit, tensor, replaced, this.products);
    }
    const rounded = noise + Number.EPSILON * (largestBefore + largest(profit));
    const order = permutations[group] ?? new Uint32Array();
    const units = order.length;
    const worth = sum(Array.from(order, (from, to) => Math.abs(profit[to * units + from] ?? 0)));
    return units * rounded <= LEAST_GAIN * worth ? { profit, sources, noise: rounded } : undefined;
  }
}

function movedFeatures(before: UnitValues, now: UnitValues): Uint32Array {
  const moved: number[] = [];
  now.features.forEach((from, i) => {
    if (from !== before.features[i]) moved.push(i);
  });
  return Uint32Array.from(moved);
}

function countFeatures(sources: readonly UnitValues[]): number {
  return sum(sources.map(({ features }) => features.length));
}

function largest(values: Float64Array): number {
  let most = 0;
  values.forEach((value) => (most = Math.max(most, Math.abs(value))));
  return most;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
