import type { Bound } from '../model/bindVariables';
import { assign } from '../model/builtModel';
import { valuesOf, sizeOf } from '../model/variables';
import type { Tf } from '../tf';

/** Copies of all variables in memory, in the order of `bound`. */
export class Snapshot {
  readonly values: readonly Float32Array[];

  constructor(private readonly bound: readonly Bound[]) {
    this.values = bound.map(({ variable }) => new Float32Array(sizeOf(variable)));
    this.take();
  }

  take(): void {
    this.bound.forEach(({ variable }, i) => {
      this.values[i]?.set(valuesOf(variable));
    });
  }

  copyFrom(other: Snapshot): void {
    other.values.forEach((values, i) => this.values[i]?.set(values));
  }

  restore(tf: Tf): void {
    this.bound.forEach(({ variable }, i) => {
      const values = this.values[i];
      if (values !== undefined) assign(tf, variable, values);
    });
  }
}
