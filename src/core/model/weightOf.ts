import type { DType, Quantization } from '../format/dtypes';
import type { WeightEntry } from '../format/weightEntry';
import { hasPictures } from './filterSizes';
import type { Axis, FilterAxes, Weight } from './model';
import { lastToken, slotSpec } from './roles';
import { axesOf, type RoleSpec } from './roles/roleSpec';

/**
 * A manifest entry with its place in the model. A view on the entry and on the table of roles, not a
 * copy: with copies, a model of 20,000 weights spent more time in garbage collection than in parsing.
 */
class PlacedWeight implements Weight {
  constructor(
    private readonly entry: WeightEntry,
    private readonly spec: RoleSpec | undefined,
    readonly node: number,
    readonly trainable: boolean,
    readonly variableGroup: 'model' | 'optimizer',
    private readonly remark: string,
  ) {}

  get index(): number {
    return this.entry.index;
  }
  get name(): string {
    return this.entry.name;
  }
  get shape(): readonly number[] {
    return this.entry.shape;
  }
  get size(): number {
    return this.entry.size;
  }
  get dtype(): DType {
    return this.entry.dtype;
  }
  get quantization(): Quantization | undefined {
    return this.entry.quantization;
  }
  get group(): number {
    return this.entry.group;
  }
  get byteLength(): number | undefined {
    return this.entry.byteLength;
  }
  get problem(): string | undefined {
    return this.entry.problem;
  }
  get unreadable(): boolean {
    return this.entry.unreadable === true;
  }
  get role(): string {
    return this.spec?.role ?? lastToken(this.entry.name).replaceAll('_', ' ');
  }
  get axes(): readonly Axis[] {
    return axesOf(this.entry.shape, this.spec);
  }
  get meaning(): string {
    const known = this.spec?.meaning ?? `"${this.role}": what it does is not known here.`;
    return this.remark === '' ? known : `${known} ${this.remark}`;
  }
  get filters(): FilterAxes | undefined {
    const filters = this.spec?.filters;
    return filters !== undefined && hasPictures(filters, this.entry.shape) ? filters : undefined;
  }
}

/**
 * @param node index of the node that holds it, or -1.
 * @param trainable of the node; the role's own flag comes on top.
 * @param remark a sentence to add to what the role means.
 */
export function weightOf(
  entry: WeightEntry,
  spec: RoleSpec | undefined,
  node: number,
  trainable: boolean,
  remark = '',
): Weight {
  const trained = trainable && spec?.trainable !== false;
  return new PlacedWeight(entry, spec, node, trained, entry.variableGroup, remark);
}

/** A variable of the optimizer belongs to no layer, whether the manifest or only its name says what it is. */
export function optimizerSlot(entry: WeightEntry): Weight {
  return new PlacedWeight(entry, slotSpec(entry.name), -1, false, 'optimizer', '');
}
