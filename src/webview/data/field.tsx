import type { ComponentChildren, VNode } from 'preact';
import { useId } from 'preact/hooks';

/** A part of the form under a heading of its own, with what is wrong with it beneath. */
export function FieldGroup({
  title,
  detail,
  problem,
  children,
}: {
  readonly title: ComponentChildren;
  /** What the model takes here. */
  readonly detail?: string;
  readonly problem: string | undefined;
  readonly children: ComponentChildren;
}): VNode {
  const id = useId();
  return (
    <div class="dataGroup" role="group" aria-labelledby={id}>
      <p id={id} class="dataTitle">
        <b>{title}</b> {detail !== undefined && <span class="dataDim">{detail}</span>}
      </p>
      {children}
      {problem !== undefined && (
        <p class="dataProblem" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}

/** A number with its label. */
export function NumberBox({
  label,
  title,
  value,
  onChange,
  unit,
  problem,
  ...bounds
}: {
  readonly label: string;
  readonly title: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
  readonly unit?: string;
  /** What is wrong with the number. */
  readonly problem?: string | undefined;
  readonly min?: number;
  readonly max?: number;
  readonly step?: number | 'any';
}): VNode {
  const id = useId();
  return (
    <>
      <label class="control" title={title}>
        <span class="control-label">{label}</span>
        <input
          class="number"
          type="number"
          {...bounds}
          value={Number.isNaN(value) ? '' : value}
          aria-invalid={problem !== undefined}
          aria-describedby={problem === undefined ? undefined : id}
          onInput={(event) => onChange(event.currentTarget.valueAsNumber)}
        />
        {unit}
      </label>
      {problem !== undefined && (
        <span id={id} class="dataProblem" role="alert">
          {problem}
        </span>
      )}
    </>
  );
}
