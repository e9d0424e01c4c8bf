/** Row-major, the channels of a pixel side by side. */
export interface Pixels {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly values: Uint8Array;
}

/**
 * To another size, each axis by itself: the mean over the area that a new pixel covers where the axis
 * shrinks, so that nothing is skipped; linear between the centres of pixels where it grows.
 */
export function resized(image: Pixels, height: number, width: number): Uint8Array {
  const { channels, values } = image;
  if (image.height === height && image.width === width) return values;
  const columns = axisWeights(image.width, width);
  const rows = axisWeights(image.height, height);
  const rowLength = width * channels;
  const across = new Float32Array(image.height * rowLength);
  for (let y = 0; y < image.height; y++) {
    for (let x = 0; x < width; x++) {
      const { first, weights } = columns[x] ?? NOTHING;
      for (let channel = 0; channel < channels; channel++) {
        let sum = 0;
        let at = (y * image.width + first) * channels + channel;
        for (const weight of weights) {
          sum += weight * (values[at] ?? 0);
          at += channels;
        }
        across[y * rowLength + x * channels + channel] = sum;
      }
    }
  }
  const out = new Uint8Array(height * rowLength);
  for (let y = 0; y < height; y++) {
    const { first, weights } = rows[y] ?? NOTHING;
    for (let i = 0; i < rowLength; i++) {
      let sum = 0;
      let at = first * rowLength + i;
      for (const weight of weights) {
        sum += weight * (across[at] ?? 0);
        at += rowLength;
      }
      out[y * rowLength + i] = Math.round(sum);
    }
  }
  return out;
}

/** What a new pixel takes of the old ones from `first` on; the weights add up to 1. */
interface AxisWeights {
  readonly first: number;
  readonly weights: readonly number[];
}

const NOTHING: AxisWeights = { first: 0, weights: [] };

function axisWeights(from: number, to: number): readonly AxisWeights[] {
  const scale = from / to;
  return Array.from({ length: to }, (_, i) =>
    scale > 1 ? covered(i, scale, from) : between(i, scale, from),
  );
}

function covered(i: number, scale: number, from: number): AxisWeights {
  const [start, end] = [i * scale, Math.min((i + 1) * scale, from)];
  const first = Math.floor(start);
  const last = Math.min(Math.ceil(end), from);
  const weights = Array.from({ length: last - first }, (_, j) => {
    const pixel = first + j;
    return (Math.min(end, pixel + 1) - Math.max(start, pixel)) / (end - start);
  });
  return { first, weights };
}

function between(i: number, scale: number, from: number): AxisWeights {
  const centre = Math.min(Math.max((i + 0.5) * scale - 0.5, 0), from - 1);
  const first = Math.min(Math.floor(centre), Math.max(0, from - 2));
  const share = centre - first;
  return from === 1 ? { first: 0, weights: [1] } : { first, weights: [1 - share, share] };
}
