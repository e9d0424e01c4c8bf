import { useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import { useLayoutEffect, useId, useRef } from 'preact/hooks';
import type { EditRequest } from '../../../protocol/edit';
import type { WeightDetail } from '../../../protocol/model';
import { isTextKey } from '../../tensor/cellEditing';
import { typedFactor, typedValue } from './typedValue';

/** The edits that need a number from the person. */
export type AskedFor = 'constant' | 'scale' | 'initialise';

const FORMS: Readonly<
  Record<AskedFor, { readonly title: string; readonly field: string; readonly button: string }>
> = {
  constant: { title: 'Set to a constant', field: 'Value', button: 'Set' },
  scale: { title: 'Multiply all values', field: 'Factor', button: 'Scale' },
  initialise: { title: 'Draw all values anew', field: 'Seed', button: 'Draw' },
};

/** Seeds are whole numbers of 32 bits, so that they can be written down and used elsewhere. */
const SEEDS = 2 ** 32;

interface Props {
  readonly asked: AskedFor;
  readonly detail: WeightDetail;
  readonly onApply: (request: EditRequest) => void;
  readonly onCancel: () => void;
}

/** Asks for the one number that an edit of a whole tensor needs. */
export function EditForm({ asked, detail, onApply, onCancel }: Props): VNode {
  const { title, field, button } = FORMS[asked];
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const problem = useSignal<string | null>(null);
  useLayoutEffect(() => input.current?.select(), []);
  const submit = (event: Event): void => {
    event.preventDefault();
    const parsed = parse(asked, input.current?.value.trim() ?? '', detail);
    if ('problem' in parsed) {
      problem.value = parsed.problem;
      input.current?.focus();
    } else onApply(parsed);
  };
  return (
    <div class="popover" role="dialog" aria-labelledby={`${id}-title`}>
      <form
        noValidate
        onSubmit={submit}
        onKeyDown={(event) => {
          if (isTextKey(event)) event.stopPropagation();
        }}
      >
        <h3 id={`${id}-title`}>{title}</h3>
        {asked === 'initialise' && (
          <p>
            From <strong>{detail.initializer}</strong>, the initialiser of its layer. The same seed
            draws the same values.
          </p>
        )}
        <div class="popover-field">
          <label for={`${id}-field`}>{field}</label>
          <input
            ref={input}
            id={`${id}-field`}
            class="input"
            type="text"
            inputMode="decimal"
            spellcheck={false}
            autocomplete="off"
            defaultValue={asked === 'initialise' ? String(Math.floor(Math.random() * SEEDS)) : '1'}
            aria-invalid={problem.value !== null}
            aria-describedby={problem.value === null ? undefined : `${id}-problem`}
            onInput={() => (problem.value = null)}
          />
        </div>
        {problem.value !== null && (
          <p id={`${id}-problem`} class="field-error" role="alert">
            {problem.value}
          </p>
        )}
        <div class="popover-buttons">
          <button type="button" class="button secondary" onClick={onCancel}>
            Cancel
          </button>
          <button type="submit" class="button">
            {button}
          </button>
        </div>
      </form>
    </div>
  );
}

/** The request that the text stands for, or why it stands for none. */
function parse(
  asked: AskedFor,
  text: string,
  { weight, dtype }: WeightDetail,
): EditRequest | { readonly problem: string } {
  const weights = [weight];
  if (asked === 'initialise') {
    const seed = Number(text);
    return /^\d+$/.test(text) && seed < SEEDS
      ? { kind: 'initialise', weights, seed }
      : { problem: `A seed is a whole number from 0 to ${SEEDS - 1}.` };
  }
  const typed = asked === 'scale' ? typedFactor(text) : typedValue(text, dtype);
  if ('problem' in typed) return typed;
  const value = Number(typed.value);
  return asked === 'scale'
    ? { kind: 'scale', weights, factor: value }
    : { kind: 'fill', weights, value };
}
