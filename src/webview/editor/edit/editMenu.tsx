import { useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import { useRef } from 'preact/hooks';
import type { EditRequest } from '../../../protocol/edit';
import type { WeightDetail } from '../../../protocol/model';
import { Codicon } from '../../ui/codicon';
import { useDismiss } from '../../ui/dismiss';
import { Menu, type MenuItem } from '../../ui/menu';
import { isCancelled, sentence } from '../host';
import { isFractional } from '../../tensor/fractional';
import type { TensorState } from '../../tensor/tensorState';
import { applyEdit } from './applyEdit';
import { type AskedFor, EditForm } from './editForm';
import { mutable } from './mutable';

interface Props {
  readonly state: TensorState;
  /** As of now: an edit may have changed how it is stored. */
  readonly detail: WeightDetail;
  /** Shows why an edit was not made, or takes the last reason away. */
  readonly say: (message: string | null) => void;
}

/** What can be done to the whole tensor at once, or to one of its units. */
export function EditMenu({ state, detail, say }: Props): VNode {
  const open = useSignal<'menu' | AskedFor | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const close = (byKey: boolean): void => {
    open.value = null;
    if (byKey) button.current?.focus();
  };
  useDismiss(box, open.value !== null, close);
  const apply = (request: EditRequest): void => {
    close(true);
    say(null);
    applyEdit(request).catch((error: unknown) => {
      if (!isCancelled(error)) say(sentence(error));
    });
  };
  return (
    <div class="dropdown" ref={box}>
      <button
        ref={button}
        type="button"
        class="action"
        title="Change the whole tensor, or one of its units"
        aria-haspopup="menu"
        aria-expanded={open.value !== null}
        onClick={() => (open.value = open.value === null ? 'menu' : null)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' || open.value !== null) return;
          event.preventDefault();
          open.value = 'menu';
        }}
      >
        <Codicon glyph="edit" />
        <span>Edit</span>
        <Codicon glyph="chevron-down" class="small" />
      </button>
      {open.value === 'menu' && (
        <Menu
          label="Edit"
          items={menuItems(state, detail, apply, (asked) => (open.value = asked))}
        />
      )}
      {open.value !== null && open.value !== 'menu' && (
        <EditForm asked={open.value} detail={detail} onApply={apply} onCancel={() => close(true)} />
      )}
    </div>
  );
}

function menuItems(
  state: TensorState,
  detail: WeightDetail,
  apply: (request: EditRequest) => void,
  ask: (asked: AskedFor) => void,
): MenuItem[] {
  const { weight, axes, dtype, initializer } = detail;
  const weights = [weight];
  const focus = state.selection.value?.focus;
  const found = mutable(axes, focus === undefined ? null : state.index(focus));
  const items: MenuItem[] = [
    { label: 'Set to Zeros', onChoose: () => apply({ kind: 'fill', weights, value: 0 }) },
    { label: 'Set to Ones', onChoose: () => apply({ kind: 'fill', weights, value: 1 }) },
    { label: 'Set to Constant…', onChoose: () => ask('constant') },
    {
      label: 'Scale…',
      disabled: isFractional(dtype) ? undefined : 'Only floats are scaled',
      onChoose: () => ask('scale'),
    },
    {
      label: 'Draw Anew…',
      disabled: initializer === null ? 'Its layer names no initialiser' : undefined,
      onChoose: () => ask('initialise'),
    },
  ];
  if (found === undefined) return items;
  const { what, slice } = found;
  return [
    ...items,
    {
      label: `Mute ${what.charAt(0).toUpperCase()}${what.slice(1)}`,
      apart: true,
      disabled: slice === null ? `Select a cell of the ${what} first` : undefined,
      onChoose: () => {
        if (slice !== null) apply({ kind: 'mute', weight, slice });
      },
    },
  ];
}
