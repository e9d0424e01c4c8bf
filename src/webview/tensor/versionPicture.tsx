import type { Signal } from '@preact/signals';
import type { ComponentChildren, VNode } from 'preact';
import { shortNumber } from '../ui/numberFormat';
import { Heatmap, type NamedState } from './heatmap/heatmap';
import type { Cell } from './selection';
import type { Summary } from './settings';
import type { TensorState } from './tensorState';

/** One of several pictures that show the same place of versions of a tensor. */
export function VersionPicture(props: {
  readonly title: ComponentChildren;
  /** Its name for screen readers. */
  readonly of: string;
  readonly state: TensorState;
  readonly hovered: Signal<Cell | null>;
  /** All of them, for what is told of the cell under the pointer. */
  readonly versions: readonly NamedState[];
  /** In place of the person's own choice. */
  readonly summary?: Summary;
}): VNode {
  const { title, of, state, hovered, versions, summary } = props;
  const limit = state.limit.value;
  return (
    <figure class="version">
      <figcaption>
        {title}
        {limit !== null && <span class="muted"> ±{shortNumber(limit)}</span>}
      </figcaption>
      <Heatmap
        state={state}
        onCopy={() => undefined}
        edits={null}
        linked={{ of, hovered, versions, ...(summary === undefined ? {} : { summary }) }}
      />
    </figure>
  );
}
