import type { ComponentChildren, VNode } from 'preact';
import { useId } from 'preact/hooks';
import type { Form } from './form';
import type { FormField } from './formProblems';
import { change, form, isRunning, problems } from './state';

/** Several fields under one heading, which a screen reader tells with each of them. */
export function Group({
  title,
  stays = false,
  children,
}: {
  readonly title: string;
  /** It can be used while a run goes on, which has taken what it needs. */
  readonly stays?: boolean;
  readonly children: ComponentChildren;
}): VNode {
  return (
    <fieldset class="retrainGroup" disabled={isRunning.value && !stays}>
      <legend>{title}</legend>
      {children}
    </fieldset>
  );
}

type NumberField = Extract<
  FormField,
  'learningRate' | 'momentum' | 'batchSize' | 'epochs' | 'seed' | 'patience' | 'minDelta'
>;

/** A number of the form, with what is wrong with it beneath. */
export function NumberField({
  field,
  label,
  title,
  whole = false,
}: {
  readonly field: NumberField;
  readonly label: string;
  readonly title: string;
  readonly whole?: boolean;
}): VNode | null {
  const id = useId();
  const value = form.value?.[field];
  if (value === undefined) return null;
  const problem = problems.value[field];
  return (
    <div class="retrainField" title={title}>
      <label for={id}>{label}</label>
      <input
        id={id}
        class="number"
        type="number"
        step={whole ? 1 : 'any'}
        min={0}
        value={Number.isNaN(value) ? '' : value}
        aria-invalid={problem !== undefined}
        aria-describedby={problem === undefined ? undefined : `${id}-problem`}
        onInput={(event) => change({ [field]: event.currentTarget.valueAsNumber })}
      />
      <Problem of={field} id={`${id}-problem`} />
    </div>
  );
}

/** A sentence beside the field that it is about. */
export function Problem({
  of,
  id,
}: {
  readonly of: FormField;
  readonly id?: string;
}): VNode | null {
  const problem = problems.value[of];
  if (problem === undefined) return null;
  return (
    <p id={id} class="retrainProblem">
      {problem}
    </p>
  );
}

type Flag = {
  [Key in keyof Form]: Form[Key] extends boolean ? Key : never;
}[keyof Form];

export function Tick({
  field,
  label,
  title,
}: {
  readonly field: Flag;
  readonly label: string;
  readonly title: string;
}): VNode {
  return (
    <label class="retrainTick" title={title}>
      <input
        type="checkbox"
        checked={form.value?.[field] === true}
        onChange={(event) => change({ [field]: event.currentTarget.checked })}
      />
      <span>{label}</span>
    </label>
  );
}
