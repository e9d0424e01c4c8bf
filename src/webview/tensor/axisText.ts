import type { Axis } from '../../core/model/model';
import { counted } from '../ui/amounts';

/** What the letters of a recurrent kernel's gates stand for (Keras: LSTM i f c o, GRU z r h). */
const GATES: Readonly<Record<string, string>> = {
  i: 'input gate',
  f: 'forget gate',
  c: 'cell candidate',
  o: 'output gate',
  z: 'update gate',
  r: 'reset gate',
  h: 'candidate',
};

/** "f forget gate"; a part without a longer name is its own name. */
export function partText(part: string): string {
  const meaning = GATES[part];
  return meaning === undefined ? part : `${part} ${meaning}`;
}

/** Name of a cell's place on an axis: "unit 3", "unit 3 (f)", "real". */
export function indexText(axis: Axis | undefined, index: number): string {
  if (axis === undefined) return '';
  const { name, within, part } = split(axis, index);
  if (part === undefined) return placed(name, within);
  return isNamed(axis) ? part : `${name} ${within} (${part})`;
}

/** "unit 3"; an axis known by its number alone is set apart from the index: "axis 0: 3". */
function placed(name: string, index: number): string {
  return /\d$/.test(name) ? `${name}: ${index}` : `${name} ${index}`;
}

/** Short header of the grid: the same, with the gate's letter first as the gates come in blocks. */
export function headerText(axis: Axis | undefined, index: number): string {
  if (axis === undefined) return '';
  const { name, within, part } = split(axis, index);
  if (part === undefined) return placed(name, within);
  return isNamed(axis) ? part : `${part} · ${name} ${within}`;
}

/** The same where the axis is named nearby: "3", "f 3". */
export function placeOnAxis(axis: Axis, index: number): string {
  const { within, part } = split(axis, index);
  return part === undefined ? `${within}` : `${part} ${within}`;
}

/** Whether each index has a name of its own, such as the real and imaginary part. */
export function isNamed({ parts, size }: Axis): boolean {
  return parts !== undefined && parts.length > 1 && parts.length === size;
}

function split(axis: Axis, index: number): { name: string; within: number; part?: string } {
  const count = axis.parts?.length ?? 0;
  if (count < 2) return { name: axis.name, within: index };
  const size = axis.size / count;
  const part = axis.parts?.[Math.floor(index / size)];
  return {
    name: baseName(axis),
    within: index % size,
    ...(part === undefined ? {} : { part }),
  };
}

/** 'gate × unit' names an axis of gates; within one gate it is a unit. */
function baseName(axis: Axis): string {
  return axis.name.split(' × ').at(-1) ?? axis.name;
}

/** "2 × 6" */
export function shapeText(shape: readonly number[]): string {
  return shape.length === 0 ? 'scalar' : shape.join(' × ');
}

/** "input × unit", with the blocks of an axis counted: "input × 4 gates of 8 units". */
export function axesText(axes: readonly Axis[]): string {
  return axes.map(axisText).join(' × ');
}

function axisText(axis: Axis): string {
  const { name, size, parts } = axis;
  const [outer, inner] = name.split(' × ');
  if (parts === undefined || outer === undefined || inner === undefined) return name;
  return `${counted(parts.length, outer)} of ${counted(size / parts.length, inner)}`;
}

/** What the parts of an axis are: "gate". */
export function partName({ name }: Axis): string {
  return name.split(' × ')[0] ?? name;
}
