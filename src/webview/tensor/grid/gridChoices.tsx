import type { VNode } from 'preact';
import { Checkbox, Segments } from '../../ui/controls';
import { isFractional } from '../fractional';
import { numberFormat, tint } from '../settings';

/** How the numbers of a grid look. */
export function GridChoices({ dtype }: { readonly dtype: string }): VNode {
  return (
    <>
      {isFractional(dtype) && (
        <Segments
          label="Number format"
          value={numberFormat.value}
          choices={[
            {
              value: 'full',
              label: 'Full',
              title: 'The shortest decimal that reads back as the stored value',
            },
            { value: 'fixed', label: 'Fixed', title: 'Six digits after the point' },
            { value: 'scientific', label: 'Scientific', title: 'Mantissa and exponent' },
          ]}
          onChange={(format) => {
            numberFormat.value = format;
          }}
        />
      )}
      {dtype !== 'string' && (
        <Checkbox
          label="Tint"
          title="Colour the cells as in the heatmap"
          checked={tint.value}
          onChange={(checked) => {
            tint.value = checked;
          }}
        />
      )}
    </>
  );
}
