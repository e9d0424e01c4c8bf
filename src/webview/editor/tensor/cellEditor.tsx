import type { VNode } from 'preact';
import { useEffect, useId, useLayoutEffect, useRef } from 'preact/hooks';
import { saveAfterEdits } from '../edit/applyEdit';
import { editorAction, type Editing, isTextKey } from '../../tensor/cellEditing';
import { placeText } from '../../tensor/cellText';
import type { GridEdits } from './gridEdits';
import type { GridTable } from '../../tensor/grid/gridTable';
import type { TensorState } from '../../tensor/tensorState';

interface Props {
  readonly state: TensorState;
  readonly edits: GridEdits;
  readonly grid: GridTable;
  readonly editing: Editing;
}

/** A text field over the cell that is edited; it follows the cell when the grid is scrolled. */
export function CellEditor({ state, edits, grid, editing }: Props): VNode {
  const field = useRef<HTMLInputElement>(null);
  const messageId = useId();
  const { cell, text, overtyped, message } = editing;
  // Read for its change alone: each drawing may have moved the cell.
  const drawn = grid.drawn.value;
  const place = grid.placeOf(cell);

  useLayoutEffect(() => {
    const element = field.current;
    if (element === null) return;
    element.focus({ preventScroll: true });
    if (overtyped || message !== null) element.setSelectionRange(text.length, text.length);
    else element.select();
  }, [cell, message]);
  useEffect(() => {
    if (place === undefined && drawn > 0) grid.reveal(cell);
  }, [cell]);

  const onKeyDown = (event: KeyboardEvent & { readonly currentTarget: HTMLInputElement }): void => {
    const action = editorAction(event, overtyped);
    if (action === undefined) {
      if (isTextKey(event)) event.stopPropagation();
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    const typed = event.currentTarget.value;
    if (action.type === 'cancel') edits.cancel();
    else if (!edits.commit(typed, action.type === 'commit' ? action.move : null)) return;
    grid.table.focus({ preventScroll: true });
    if (action.type === 'save') saveAfterEdits();
  };
  return (
    <div
      class={`cell-editor${place === undefined ? ' away' : ''}`}
      style={
        place === undefined
          ? {}
          : { left: `${place.x}px`, top: `${place.y}px`, width: `${place.width}px` }
      }
    >
      <input
        ref={field}
        type="text"
        class={state.detail.dtype === 'string' ? 'text' : ''}
        defaultValue={text}
        size={1}
        spellcheck={false}
        autocomplete="off"
        style={{ height: place === undefined ? '' : `${place.height}px` }}
        aria-label={`Value of ${placeText(state, cell)}`}
        aria-invalid={message !== null}
        aria-describedby={message === null ? undefined : messageId}
        onKeyDown={onKeyDown}
        onBlur={(event) => {
          // Another window in front is no reason to stop typing here.
          if (document.hasFocus()) edits.commit(event.currentTarget.value, null);
        }}
      />
      {message !== null && (
        <p id={messageId} class="field-error" role="alert">
          {message}
        </p>
      )}
    </div>
  );
}
