import type { VNode } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { TreeRow } from '../../../core/model/tree';
import type { ModelOverview } from '../../../protocol/model';
import { persisted } from '../../ui/persisted';
import { report } from '../host';
import { selectWeight } from '../session';
import { overview, selectedWeight, showsChanges } from '../state';
import { useKeyShift, useRowsInSight } from '../../ui/virtualRows';
import { markOf } from './editMarks';
import { filterText } from './filter';
import { focusTreeWithWindow, TREE_ID } from './focusTree';
import { rowContext } from './rowContext';
import { rows } from './rows';
import { MODEL_ROW, treeAction } from './treeKeys';
import { hasChildren, type TreeShape } from './treeShape';
import { collapsed, focusedRow, selectedRow, setExpanded, shape, visible } from './treeState';
import { type RowPlace, rowId, TreeRowView } from './treeRow';
import { endWord, isTyping, typeAhead } from './typeAhead';
import { positionOf } from './visibleRows';

/** Pixels, as in VS Code's own lists. */
const ROW_HEIGHT = 22;

const scrollTop = persisted('treeScroll', 0, (value): value is number => Number.isFinite(value));

/** Layers and weights, with the keys of VS Code's Explorer. Only rows within sight are in the page. */
export function LayerTree(): VNode | null {
  const scroller = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const tree = shape.value;
  const model = overview.value;
  const shown = visible.value;
  const count = shown.length + 1;
  const inSight = useRowsInSight(scroller, list, ROW_HEIGHT, count);
  const keys = useKeyShift(inSight);
  const { start, end } = inSight;

  useEffect(() => {
    for (const row of shown.subarray(Math.max(0, start - 1), Math.max(0, end - 1))) {
      rows.want({ start: row, end: row + 1 });
    }
  });
  useEffect(focusTreeWithWindow, []);
  useKeptScroll(scroller);
  useFocusInSight(scroller);
  if (tree === null || model === null) return null;

  const positions = Array.from({ length: end - start }, (_, index) => start + index);
  return (
    <div
      ref={scroller}
      id={TREE_ID}
      class="tree"
      role="tree"
      tabIndex={0}
      aria-label="Layers and weights"
      aria-activedescendant={rowId(focusedRow.value)}
      onKeyDown={(event) => onKey(event, tree, scroller.current)}
      onClick={(event) => onClick(event, tree)}
      onContextMenu={(event) => describeRow(event, tree)}
    >
      <div ref={list} role="none" class="rows" style={{ height: `${count * ROW_HEIGHT}px` }}>
        <div role="none" style={{ transform: `translateY(${start * ROW_HEIGHT}px)` }}>
          {positions.map((position) => {
            const row = position === 0 ? MODEL_ROW : (shown[position - 1] ?? MODEL_ROW);
            return (
              <TreeRowView
                key={position + keys}
                place={placeOf(row, tree)}
                mark={markOf(row)}
                label={row === MODEL_ROW ? modelRow(model) : rows.at(row)}
                wanted={filterText.value.trim()}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

function placeOf(row: number, tree: TreeShape): RowPlace {
  const focused = row === focusedRow.value;
  const selected = row === selectedRow.value && !showsChanges.value;
  const top = (tree.children[tree.size] ?? 0) + 1;
  if (row === MODEL_ROW) {
    const place = { row, depth: 0, position: 1, siblings: top };
    return { ...place, expanded: undefined, selected, focused };
  }
  const parent = tree.parent[row] ?? -1;
  const position = tree.position[row] ?? 1;
  return {
    row,
    depth: tree.depth[row] ?? 0,
    position: parent < 0 ? position + 1 : position,
    siblings: parent < 0 ? top : (tree.children[parent] ?? 1),
    expanded: hasChildren(tree, row) ? collapsed.value[row] === 0 : undefined,
    selected,
    focused,
  };
}

function modelRow(model: ModelOverview): TreeRow {
  return {
    kind: 'model',
    name: model.name ?? model.fileName,
    className: model.className,
    shape: '',
    parameters: model.parameters,
    trainable: true,
  };
}

function onClick(event: MouseEvent, tree: TreeShape): void {
  const target = event.target instanceof Element ? event.target.closest('[data-row]') : null;
  if (target === null) return;
  const row = Number(target.getAttribute('data-row'));
  focusedRow.value = row;
  choose(row, tree);
}

/** Tells VS Code what the menu is about: the row under the pointer, or with the keyboard the focused one. */
function describeRow(
  event: MouseEvent & { readonly currentTarget: HTMLElement },
  tree: TreeShape,
): void {
  const target = event.target instanceof Element ? event.target.closest('[data-row]') : null;
  const row = target === null ? focusedRow.value : Number(target.getAttribute('data-row'));
  focusedRow.value = row;
  const kind = row === MODEL_ROW ? 'model' : rows.at(row)?.kind;
  event.currentTarget.setAttribute('data-vscode-context', rowContext(row, kind, tree));
}

/** Shows what a row stands for; a layer, which has no page of its own, opens or closes. */
function choose(row: number, tree: TreeShape): void {
  const weight = tree.weight[row] ?? -1;
  if (row === MODEL_ROW) selectWeight(null);
  else if (weight < 0) setExpanded([row], collapsed.value[row] === 1);
  else if (weight !== selectedWeight.value || showsChanges.value) selectWeight(weight);
}

function onKey(event: KeyboardEvent, tree: TreeShape, scroller: HTMLElement | null): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const view = {
    shape: tree,
    visible: visible.value,
    collapsed: collapsed.value,
    pageRows: Math.floor((scroller?.clientHeight ?? 0) / ROW_HEIGHT),
  };
  const spells = event.key.length === 1 && event.key !== '*' && (event.key !== ' ' || isTyping());
  if (spells) {
    void typeAhead(event.key).catch(report);
  } else {
    const action = treeAction(event.key, focusedRow.value, view);
    if (action === undefined) return;
    endWord();
    if (action.type === 'focus') focusedRow.value = action.row;
    else if (action.type === 'choose') choose(action.row, tree);
    else setExpanded(action.rows, action.type === 'expand');
  }
  event.preventDefault();
}

/** Where the tree was scrolled to outlives hiding the tab. Stored when scrolling rests: storing is slow. */
function useKeptScroll(scroller: { readonly current: HTMLElement | null }): void {
  useLayoutEffect(() => {
    const view = scroller.current;
    if (view === null) return undefined;
    view.scrollTop = scrollTop.peek();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onScroll = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => (scrollTop.value = view.scrollTop), 200);
    };
    view.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      clearTimeout(timer);
      view.removeEventListener('scroll', onScroll);
    };
  }, [scroller]);
}

/** Scrolls just as far as needed for the focused row to be seen whole, unless an earlier place was kept. */
function useFocusInSight(scroller: { readonly current: HTMLElement | null }): void {
  const row = focusedRow.value;
  const kept = useRef(scrollTop.peek() > 0);
  useEffect(() => {
    const view = scroller.current;
    if (view === null) return;
    if (kept.current) {
      kept.current = false;
      return;
    }
    const position = row === MODEL_ROW ? 0 : positionOf(visible.peek(), row) + 1;
    const top = position * ROW_HEIGHT;
    if (top < view.scrollTop) view.scrollTop = top;
    else if (top + ROW_HEIGHT > view.scrollTop + view.clientHeight) {
      view.scrollTop = top + ROW_HEIGHT - view.clientHeight;
    }
  }, [scroller, row]);
}
