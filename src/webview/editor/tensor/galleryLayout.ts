/** How filters are laid out in rows, in CSS pixels. */
export interface GalleryLayout {
  readonly columns: number;
  readonly rows: number;
  /** Pixels a weight of a filter. */
  readonly zoom: number;
  /** Distance from one picture to the next. */
  readonly pitchX: number;
  readonly pitchY: number;
  readonly height: number;
}

/** A filter's picture is about this wide, so that a 3 × 3 filter's weights can be told apart. */
const PICTURE = 72;
/** Few filters are drawn up to this wide, where there is room. */
const LARGE_PICTURE = 160;
const GAP = 10;
const LABEL = 16;

/**
 * The largest whole number of pixels a weight with which all filters are in sight at once; where they
 * never are, the usual size, to be scrolled.
 */
export function galleryLayout(
  room: { readonly width: number; readonly height: number },
  filters: number,
  filterWidth: number,
  filterHeight: number,
): GalleryLayout {
  const side = Math.max(filterWidth, filterHeight, 1);
  const usual = Math.max(1, Math.round(PICTURE / side));
  for (let zoom = Math.floor(LARGE_PICTURE / side); zoom > usual; zoom--) {
    const layout = layoutAt(zoom, room.width, filters, filterWidth, filterHeight);
    if (layout.height <= room.height) return layout;
  }
  return layoutAt(usual, room.width, filters, filterWidth, filterHeight);
}

function layoutAt(
  zoom: number,
  width: number,
  filters: number,
  filterWidth: number,
  filterHeight: number,
): GalleryLayout {
  const pitchX = filterWidth * zoom + GAP;
  const pitchY = filterHeight * zoom + GAP + LABEL;
  const columns = Math.max(1, Math.min(filters, Math.floor((width + GAP) / pitchX)));
  const rows = Math.ceil(filters / columns);
  return { columns, rows, zoom, pitchX, pitchY, height: rows * pitchY };
}

/** The filter and the weight in it that lie under a point of the whole gallery. */
export function filterAt(
  { columns, zoom, pitchX, pitchY }: GalleryLayout,
  x: number,
  y: number,
  filters: number,
  filterWidth: number,
  filterHeight: number,
): { readonly filter: number; readonly row: number; readonly column: number } | undefined {
  const across = Math.floor(x / pitchX);
  const filter = Math.floor(y / pitchY) * columns + across;
  const column = Math.floor((x - across * pitchX) / zoom);
  const row = Math.floor((y % pitchY) / zoom);
  if (x < 0 || y < 0 || across >= columns || filter >= filters) return undefined;
  if (column >= filterWidth || row >= filterHeight) return undefined;
  return { filter, row, column };
}

/** Filters in sight of a scrolled window, with the rows beside them that a scroll shows next. */
export function filtersInSight(
  { columns, pitchY }: GalleryLayout,
  top: number,
  height: number,
  filters: number,
): { readonly start: number; readonly end: number } {
  const first = Math.max(0, Math.floor(top / pitchY));
  const last = Math.ceil((top + height) / pitchY);
  return {
    start: Math.min(filters, first * columns),
    end: Math.min(filters, Math.max(first + 1, last) * columns),
  };
}
