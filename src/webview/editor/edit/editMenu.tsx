import { useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import type { EditRequest } from '../../../protocol/edit';
import type { WeightDetail } from '../../../protocol/model';
import { Dropdown } from '../../ui/dropdown';
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
export function EditMenu(props: Props): VNode {
  return (
    <Dropdown glyph="edit" text="Edit" title="Change the whole tensor, or one of its units">
      {(close) => <Choices {...props} close={close} />}
    </Dropdown>
  );
}

/** The menu, and in its place what an edit has to be asked for. */
function Choices({ state, detail, say, close }: Props & { readonly close: () => void }): VNode {
  const asked = useSignal<AskedFor | null>(null);
  const apply = (request: EditRequest): void => {
    close();
    say(null);
    applyEdit(request).catch((error: unknown) => {
      if (!isCancelled(error)) say(sentence(error));
    });
  };
  if (asked.value !== null)
    return <EditForm asked={asked.value} detail={detail} onApply={apply} onCancel={close} />;
  const ask = (what: AskedFor): void => {
    asked.value = what;
  };
  return <Menu label="Edit" items={menuItems(state, detail, apply, ask)} />;
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
