import { hasChildren, siblings, type TreeShape } from './treeShape';
import { positionOf } from './visibleRows';

/** The row of the model itself, above the rows of the tree. */
export const MODEL_ROW = -1;

export interface TreeView {
  readonly shape: TreeShape;
  readonly visible: Uint32Array;
  readonly collapsed: Uint8Array;
  /** Rows that fit on screen. */
  readonly pageRows: number;
}

/** What a key does. */
export type TreeAction =
  | { readonly type: 'focus'; readonly row: number }
  | { readonly type: 'expand' | 'collapse'; readonly rows: readonly number[] }
  | { readonly type: 'choose'; readonly row: number };

/** The Explorer's keys, as the WAI-ARIA tree pattern has them; undefined for a key that means nothing here. */
export function treeAction(key: string, focus: number, view: TreeView): TreeAction | undefined {
  const last = view.visible.length;
  const at = focus === MODEL_ROW ? 0 : positionOf(view.visible, focus) + 1;
  const focusAt = (position: number): TreeAction => {
    const clamped = Math.max(0, Math.min(last, position));
    return { type: 'focus', row: clamped === 0 ? MODEL_ROW : (view.visible[clamped - 1] ?? focus) };
  };
  switch (key) {
    case 'ArrowDown':
      return focusAt(at + 1);
    case 'ArrowUp':
      return focusAt(at - 1);
    case 'Home':
      return focusAt(0);
    case 'End':
      return focusAt(last);
    case 'PageDown':
      return focusAt(at + Math.max(1, view.pageRows - 1));
    case 'PageUp':
      return focusAt(at - Math.max(1, view.pageRows - 1));
    case 'ArrowRight':
      return right(focus, view);
    case 'ArrowLeft':
      return left(focus, view);
    case '*':
      return expandSiblings(focus, view);
    case 'Enter':
    case ' ':
      return { type: 'choose', row: focus };
    default:
      return undefined;
  }
}

function right(focus: number, { shape, visible, collapsed }: TreeView): TreeAction | undefined {
  if (focus === MODEL_ROW || !hasChildren(shape, focus)) return undefined;
  if (collapsed[focus] === 1) return { type: 'expand', rows: [focus] };
  const child = visible[positionOf(visible, focus) + 1];
  return child === undefined ? undefined : { type: 'focus', row: child };
}

function left(focus: number, { shape, collapsed }: TreeView): TreeAction | undefined {
  if (focus === MODEL_ROW) return undefined;
  if (hasChildren(shape, focus) && collapsed[focus] === 0) {
    return { type: 'collapse', rows: [focus] };
  }
  const parent = shape.parent[focus] ?? -1;
  return parent < 0 ? undefined : { type: 'focus', row: parent };
}

function expandSiblings(focus: number, { shape }: TreeView): TreeAction | undefined {
  if (focus === MODEL_ROW) return undefined;
  return { type: 'expand', rows: siblings(shape, focus).filter((row) => hasChildren(shape, row)) };
}
