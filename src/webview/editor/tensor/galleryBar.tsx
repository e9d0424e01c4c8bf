import type { Signal } from '@preact/signals';
import type { ComponentChildren, VNode } from 'preact';
import type { GalleryKey } from '../../../protocol/model';
import { aloneScale } from '../../tensor/settings';
import { Checkbox, Select } from '../../ui/controls';

/** What the pictures show: which of the inputs, on which scale. */
export function GalleryBar(props: {
  /** The way to the other pictures of the tensor. */
  readonly tabs: ComponentChildren;
  /** How many the kernel has. */
  readonly inputs: number;
  /** Three inputs can be red, green and blue. */
  readonly isPicture: boolean;
  readonly input: Signal<GalleryKey['input']>;
  /** What the colours mean, once that is known. */
  readonly children: ComponentChildren;
}): VNode {
  const { tabs, inputs, isPicture, input, children } = props;
  return (
    <div class="tensor-bar" role="toolbar" aria-label="Gallery">
      {tabs}
      {inputs > 1 && (
        <Select
          label="Show"
          value={String(input.value)}
          choices={[
            ...(isPicture ? [{ value: 'rgb', label: 'Red, green, blue' }] : []),
            { value: 'mean', label: `Mean of ${inputs} inputs` },
            ...Array.from({ length: inputs }, (_, i) => ({
              value: String(i),
              label: `Input ${i}`,
            })),
          ]}
          onChange={(chosen) => {
            input.value = chosen === 'rgb' || chosen === 'mean' ? chosen : Number(chosen);
          }}
        />
      )}
      <Checkbox
        label="Scale each alone"
        title="Shows the pattern of weak filters. Off, all filters share one scale and dead ones stay pale."
        checked={aloneScale.value}
        onChange={(checked) => {
          aloneScale.value = checked;
        }}
      />
      {children}
    </div>
  );
}
