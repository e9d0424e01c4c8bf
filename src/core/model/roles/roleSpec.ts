import type { JsonObject } from '../../json';
import type { Axis, FilterAxes } from '../model';

/** Name of an axis, with its equal parts where it has some. */
export type AxisSpec = string | { readonly name: string; readonly parts: readonly string[] };

/** What one weight of a class of layers is. */
export interface RoleSpec {
  /** In the field's words: 'recurrent kernel'. */
  readonly role: string;
  /** Names of the axes, one list for each rank the weight may have. */
  readonly axes: readonly (readonly AxisSpec[])[];
  /** One line in plain words: what rows and columns are. */
  readonly meaning: string;
  readonly filters?: FilterAxes | undefined;
  /** False for what training keeps by other means than gradients, such as moving averages. */
  readonly trainable?: false;
  /** The config's flag without which the layer has no such weight, such as `use_bias`. */
  readonly flag?: string;
}

/** By weight name, in the order of `layer.weights`: trainable, then not. */
export type ClassRoles = Readonly<Record<string, RoleSpec>>;

/** HWIO, the layout of Conv2D. */
export const HWIO: FilterAxes = { height: 0, width: 1, input: 2, pictures: [3] };
/** The layout of Conv2DTranspose: outputs before inputs. */
export const HWOI: FilterAxes = { height: 0, width: 1, input: 3, pictures: [2] };
/** The layout of DepthwiseConv2D, whose output channels are counted in the order of the last two axes. */
export const HWIM: FilterAxes = { height: 0, width: 1, input: null, pictures: [2, 3] };

export function bias(layer: string, one = 'unit'): RoleSpec {
  return {
    role: 'bias',
    axes: [[one]],
    meaning: `${layer} bias: one offset per ${one}, added to what the kernel gives.`,
    flag: 'use_bias',
  };
}

/** Axes of the last shape of each kind: most layers of a model are alike, and may share them. */
const lastAxes = new WeakMap<RoleSpec, readonly Axis[]>();

/** Axes of the given shape; an unexpected rank gets 'axis 0', 'axis 1' … */
export function axesOf(shape: readonly number[], spec: RoleSpec | undefined): readonly Axis[] {
  const last = spec && lastAxes.get(spec);
  if (last !== undefined && fits(last, shape)) return last;
  const names = spec?.axes.find((list) => list.length === shape.length);
  const axes = shape.map((size, i) => axisOf(size, names?.[i] ?? `axis ${i}`));
  if (spec !== undefined) lastAxes.set(spec, axes);
  return axes;
}

function axisOf(size: number, spec: AxisSpec): Axis {
  if (typeof spec === 'string') return { name: spec, size };
  const { name, parts } = spec;
  return size % parts.length === 0 ? { name, size, parts } : { name, size };
}

function fits(axes: readonly Axis[], shape: readonly number[]): boolean {
  if (axes.length !== shape.length) return false;
  for (let i = 0; i < shape.length; i++) if (axes[i]?.size !== shape[i]) return false;
  return true;
}

/** Whether a layer of this config has the weight at all. */
export function isPresent(spec: RoleSpec, config: JsonObject | undefined): boolean {
  if (spec.flag === undefined || config === undefined) return true;
  return !Object.hasOwn(config, spec.flag) || config[spec.flag] !== false;
}
