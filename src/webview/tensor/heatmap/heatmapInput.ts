import { type CellActions, gridAction } from '../cellEditing';
import { everything, moved, single } from '../selection';
import type { Cell } from '../selection';
import type { TensorState } from '../tensorState';
import { cellAt, length, pan, visible, type Viewport, zoomAt } from '../viewport';

/** Mouse travel that tells a drag from a click, in CSS pixels. */
const DRAG_FROM = 4;
const KEY_ZOOM = 1.5;
/** A wheel notch of 100 zooms by about a fifth, a pinch of some pixels smoothly. */
const WHEEL_ZOOM = 0.002;
const LINE_PIXELS = 20;

export interface InputTarget {
  readonly element: HTMLElement;
  readonly state: TensorState;
  /** Upper left corner of the plot in the element. */
  readonly origin: () => { readonly left: number; readonly top: number };
  readonly copy: () => void;
  /** Null where values cannot be edited. */
  readonly edits: CellActions | null;
  readonly hover: (cell: Cell | null) => void;
  /** The person moved the viewport. */
  readonly move: (viewport: Viewport) => void;
}

/**
 * Mouse, wheel and keys of the heatmap, as image viewers have them: the wheel and dragging pan, the wheel
 * with Ctrl or Cmd (which is also what a pinch sends) zooms at the pointer. Returns how to detach.
 */
export function attachInput(target: InputTarget): () => void {
  const { element, state } = target;
  let drag: { x: number; y: number; moved: boolean } | undefined;

  const pointOf = (event: MouseEvent): { x: number; y: number } => {
    const box = element.getBoundingClientRect();
    const { left, top } = target.origin();
    return { x: event.clientX - box.left - left, y: event.clientY - box.top - top };
  };
  const cellOf = (event: MouseEvent): Cell | undefined => {
    const viewport = state.viewport.peek();
    const point = pointOf(event);
    const { width, height } = state.plot.peek();
    if (viewport === null || point.x > width || point.y > height) return undefined;
    if (point.x < 0 || point.y < 0) return undefined;
    return cellAt(viewport, point, state.extent.peek());
  };

  const listeners = {
    wheel: (event: WheelEvent): void => {
      const viewport = state.viewport.peek();
      if (viewport === null) return;
      const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE_PIXELS : 1;
      const extent = state.extent.peek();
      const size = state.plot.peek();
      if (event.ctrlKey || event.metaKey) {
        event.preventDefault();
        const factor = Math.exp(-event.deltaY * unit * WHEEL_ZOOM);
        target.move(zoomAt(viewport, pointOf(event), factor, extent, size));
        return;
      }
      const [dx, dy] = event.shiftKey ? [event.deltaY, event.deltaX] : [event.deltaX, event.deltaY];
      const next = pan(viewport, dx * unit, dy * unit, extent, size);
      // At the matrix's end the wheel goes on to scroll the page.
      if (next.x === viewport.x && next.y === viewport.y) return;
      event.preventDefault();
      target.move(next);
    },
    pointerdown: (event: PointerEvent): void => {
      if (event.button !== 0) return;
      drag = { x: event.clientX, y: event.clientY, moved: false };
      element.setPointerCapture(event.pointerId);
    },
    pointermove: (event: PointerEvent): void => {
      const viewport = state.viewport.peek();
      if (drag === undefined || viewport === null) {
        target.hover(cellOf(event) ?? null);
        return;
      }
      const dx = drag.x - event.clientX;
      const dy = drag.y - event.clientY;
      if (!drag.moved && Math.hypot(dx, dy) < DRAG_FROM) return;
      drag = { x: event.clientX, y: event.clientY, moved: true };
      target.hover(null);
      target.move(pan(viewport, dx, dy, state.extent.peek(), state.plot.peek()));
    },
    pointerup: (event: PointerEvent): void => {
      const cell = drag?.moved === false ? cellOf(event) : undefined;
      drag = undefined;
      if (cell === undefined) return;
      const anchor = event.shiftKey ? state.selection.peek()?.anchor : undefined;
      state.select(anchor === undefined ? single(cell) : { anchor, focus: cell });
    },
    pointerleave: (): void => target.hover(null),
    pointercancel: (): void => {
      drag = undefined;
    },
    keydown: (event: KeyboardEvent): void => {
      if (!press(target, event)) return;
      event.preventDefault();
      // VS Code would act on the key too, and select or copy the text of the page.
      event.stopPropagation();
    },
  };

  const detach = new AbortController();
  for (const [type, listener] of Object.entries(listeners)) {
    element.addEventListener(type, listener as EventListener, {
      passive: false,
      signal: detach.signal,
    });
  }
  return () => {
    detach.abort();
  };
}

function press({ state, move, copy, edits }: InputTarget, event: KeyboardEvent): boolean {
  const viewport = state.viewport.peek();
  if (viewport === null || event.altKey) return false;
  const extent = state.extent.peek();
  const size = state.plot.peek();
  const control = event.ctrlKey || event.metaKey;
  const action = gridAction(event);
  // Signs zoom here, and letters are the browser's; the keys that edit a selection mean the same as in the grid.
  if (action !== undefined && action.type !== 'overtype' && edits !== null) {
    edits.act(action);
    return true;
  }
  const zoom = ({ '+': KEY_ZOOM, '=': KEY_ZOOM, '-': 1 / KEY_ZOOM } as const)[event.key];
  if (zoom !== undefined && !control) {
    move(zoomAt(viewport, { x: size.width / 2, y: size.height / 2 }, zoom, extent, size));
    return true;
  }
  if (control && event.key.toLowerCase() === 'c') {
    copy();
    return true;
  }
  if (control && event.key.toLowerCase() === 'a') {
    state.select(everything(extent), false);
    return true;
  }
  const { rows, columns } = visible(viewport, extent, size);
  const page = { rows: Math.max(1, length(rows) - 1), columns: Math.max(1, length(columns) - 1) };
  const next = moved(
    state.selection.peek(),
    event.key,
    { shift: event.shiftKey, control },
    extent,
    page,
  );
  if (next === undefined) return false;
  state.select(next);
  return true;
}
