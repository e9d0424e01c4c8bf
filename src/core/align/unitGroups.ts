import type { Lanes } from './lanes';

/** Why the units of a group keep their order. */
export interface Fixed {
  /** They are what the model gives out, or something is in the way that has a name. */
  readonly kind: 'output' | 'refused';
  /** One sentence. */
  readonly reason: string;
}

interface Group {
  readonly units: number;
  readonly layers: string[];
  /** The group that this one is part of by now. */
  parent: number;
  fixed: Fixed | undefined;
}

/**
 * Units that can only be reordered together. Layers add groups and tie them; whatever is not
 * understood fixes the groups that it touches, which is always right: to keep an order changes nothing.
 */
export class UnitGroups {
  private readonly groups: Group[] = [];

  add(layer: string, units: number): number {
    this.groups.push({ units, layers: [layer], parent: this.groups.length, fixed: undefined });
    return this.groups.length - 1;
  }

  /** The group that stands for this one and all that are tied to it. */
  find(group: number): number {
    let at = group;
    for (let next = this.of(at); next.parent !== at; next = this.of(at)) {
      // Halves the way for those who come after.
      next.parent = this.of(next.parent).parent;
      at = next.parent;
    }
    return at;
  }

  fix(lanes: Lanes, fixed: Fixed): void {
    for (const { group } of lanes) this.of(this.find(group)).fixed ??= fixed;
  }

  /** The same units along both axes, one by one; where they do not lie alike, all keep their order. */
  tie(a: Lanes, b: Lanes, fixed: Fixed): void {
    const alike =
      a.length === b.length &&
      a.every((lane, i) => {
        const other = b[i];
        return (
          lane.start === other?.start &&
          lane.stride === other.stride &&
          this.unitsOf(lane.group) === this.unitsOf(other.group)
        );
      });
    if (!alike) {
      this.fix(a, fixed);
      this.fix(b, fixed);
      return;
    }
    a.forEach((lane, i) => this.unite(lane.group, b[i]?.group ?? lane.group));
  }

  unitsOf(group: number): number {
    return this.of(this.find(group)).units;
  }

  layersOf(group: number): readonly string[] {
    return this.of(this.find(group)).layers;
  }

  fixedOf(group: number): Fixed | undefined {
    return this.of(this.find(group)).fixed;
  }

  /** Those that stand for themselves. */
  roots(): readonly number[] {
    return this.groups.flatMap((_, i) => (this.find(i) === i ? [i] : []));
  }

  private unite(a: number, b: number): void {
    const [kept, joined] = [this.find(a), this.find(b)].sort((x, y) => x - y);
    if (kept === undefined || joined === undefined || kept === joined) return;
    const [into, from] = [this.of(kept), this.of(joined)];
    from.parent = kept;
    into.fixed ??= from.fixed;
    into.layers.push(...from.layers);
  }

  private of(index: number): Group {
    const group = this.groups[index];
    if (group === undefined) throw new RangeError(`There is no group ${index}.`);
    return group;
  }
}
