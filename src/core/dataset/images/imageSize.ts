import { ModelMismatchError } from '../../errors';
import type { DataModel } from '../dataModel';

/** What images are brought to before a model takes them. */
export interface ImageSize {
  readonly height: number;
  readonly width: number;
  readonly channels: 1 | 3 | 4;
}

/**
 * The size of the one input that takes images: height × width × channels, or a flat row of the numbers
 * of a square grey or coloured one. What the model leaves open is as in the first image.
 * @throws ModelMismatchError where no input takes images.
 */
export function imageSizeOf(
  model: DataModel,
  first: { readonly height: number; readonly width: number },
): ImageSize {
  for (const { shape, indices } of model.inputs) {
    const [height = null, width = null, channels = 3] = shape.map((size) => size ?? undefined);
    if (indices !== null) continue;
    if (shape.length === 3 && (channels === 1 || channels === 3 || channels === 4))
      return { height: height ?? first.height, width: width ?? first.width, channels };
    if (shape.length === 2) {
      // A grey image without an axis for its one channel.
      return { height: height ?? first.height, width: width ?? first.width, channels: 1 };
    }
    const flat = shape.length === 1 ? squareOf(shape[0] ?? 0) : undefined;
    if (flat !== undefined) return flat;
  }
  const shapes = model.inputs.map(({ shape }) => shape.map((size) => size ?? 'any').join(' × '));
  throw new ModelMismatchError(
    `No input of the model takes images: they are height × width × 1, 3 or 4 numbers a row, and the model takes ${shapes.join(' and ')}. Choose a table of numbers.`,
  );
}

function squareOf(numbers: number): ImageSize | undefined {
  for (const channels of [1, 3] as const) {
    const side = Math.sqrt(numbers / channels);
    if (Number.isInteger(side) && side > 1) return { height: side, width: side, channels };
  }
  return undefined;
}
