import { defaultView, type MatrixView, unflatten } from '../../model/matrixView';

/** Pixels of a picture on either side at most: it stands in a line of text. */
const MOST_PIXELS = 64;
/** Steps of colour on either side of zero. */
const STEPS = 8;

/** The difference of one tensor, small. */
export interface DeltaPicture {
  readonly height: number;
  readonly width: number;
  /** Row-major; where a pixel covers several cells, their value farthest from zero. */
  readonly values: Float32Array;
  /** Cells that a pixel covers. */
  readonly covers: { readonly rows: number; readonly columns: number };
  /** Index of the slice that is shown; null on the two axes of the picture. */
  readonly slice: readonly (number | null)[];
}

/** What draws the difference of a model's tensor; the comparison itself does. */
export interface DeltaReader {
  detail(request: { readonly weight: number }): Promise<{ readonly shape: readonly number[] }>;
  tile(request: {
    readonly weight: number;
    readonly view: MatrixView;
    readonly level: { readonly y: number; readonly x: number };
    readonly tile: { readonly y: number; readonly x: number };
    readonly of: 'change';
  }): Promise<{
    readonly height: number;
    readonly width: number;
    readonly mean: Float32Array;
    readonly ends: { readonly min: Float32Array; readonly max: Float32Array } | null;
  }>;
}

/** @param at Flat index of a value that the slice is to show. */
export async function readDelta(
  reader: DeltaReader,
  weight: number,
  at: number,
): Promise<DeltaPicture> {
  const { shape } = await reader.detail({ weight });
  const view = { ...defaultView(shape), at: unflatten(at, shape) };
  const level = (axis: number | null): number =>
    axis === null ? 0 : Math.max(0, Math.ceil(Math.log2((shape[axis] ?? 1) / MOST_PIXELS)));
  const levels = { y: level(view.rowAxis), x: level(view.columnAxis) };
  const key = { weight, view, level: levels, tile: { y: 0, x: 0 }, of: 'change' } as const;
  const { height, width, mean, ends } = await reader.tile(key);
  const farthest = (low: number, i: number): number => {
    const high = ends?.max[i] ?? NaN;
    return Math.abs(low) > Math.abs(high) ? low : high;
  };
  return {
    ...{ height, width, values: ends === null ? mean : ends.min.map(farthest) },
    covers: { rows: 2 ** levels.y, columns: 2 ** levels.x },
    slice: view.at.map((index, axis) =>
      axis === view.rowAxis || axis === view.columnAxis ? null : index,
    ),
  };
}

/** Largest finite |value|, the end of the colours. */
export function deltaLimit({ values }: Pick<DeltaPicture, 'values'>): number {
  return values.reduce(
    (most, value) => (Number.isFinite(value) ? Math.max(most, Math.abs(value)) : most),
    0,
  );
}

/**
 * The picture as SVG. Colours are classes, `p1` to `p8` above zero, `n1` to `n8` below, `x` for what is
 * not finite, so that the page says what they are on a light and on a dark ground.
 */
export function deltaSvg(picture: DeltaPicture): string {
  const { height, width, values } = picture;
  const limit = deltaLimit(picture);
  const paths = new Map<string, string>();
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width;) {
      const of = classOf(values[y * width + x] ?? 0, limit);
      const from = x;
      while (x < width && classOf(values[y * width + x] ?? 0, limit) === of) x++;
      const run = `M${from} ${y}h${x - from}v1h${from - x}z`;
      if (of !== '') paths.set(of, (paths.get(of) ?? '') + run);
    }
  }
  const drawn = [...paths].map(([of, path]) => `<path class="${of}" d="${path}"/>`).join('');
  return `<svg viewBox="0 0 ${width} ${height}" shape-rendering="crispEdges" preserveAspectRatio="none">${drawn}</svg>`;
}

/** The style of the classes: blue above zero, red below, as the heatmaps have them. */
export function deltaStyle(): string {
  const steps = Array.from({ length: STEPS }, (_, i) => i + 1);
  const rule = (step: number): string =>
    `.p${step}{fill:var(--above);fill-opacity:${step / STEPS}}.n${step}{fill:var(--below);fill-opacity:${step / STEPS}}`;
  return `${steps.map(rule).join('')}.x{fill:#e01ce0}`;
}

/** Nothing for zero: the ground shows. */
function classOf(value: number, limit: number): string {
  if (!Number.isFinite(value)) return 'x';
  if (value === 0 || limit === 0) return '';
  const step = Math.max(1, Math.ceil((Math.abs(value) / limit) * STEPS));
  return `${value > 0 ? 'p' : 'n'}${step}`;
}
