import type { VNode } from 'preact';
import { shareProblem, seedProblem, type DrawnSplit } from '../../core/dataset/split';
import { Checkbox } from '../ui/controls';
import { NumberBox } from './field';

/** How rows are drawn for validation: share in percent, seed, and whether by class. */
export function SplitFields({
  value,
  onChange,
}: {
  readonly value: DrawnSplit;
  readonly onChange: (change: Partial<DrawnSplit>) => void;
}): VNode {
  const { fraction, seed, stratified } = value;
  return (
    <>
      <NumberBox
        label="Share for validation"
        title="Of the rows that have all values"
        unit="%"
        min={0}
        max={100}
        step="any"
        value={Number((100 * fraction).toPrecision(6))}
        problem={shareProblem(fraction)}
        onChange={(percent) => onChange({ fraction: percent / 100 })}
      />
      <NumberBox
        label="Seed"
        title="The same rows, share and seed give the same split"
        min={0}
        step={1}
        value={seed}
        problem={seedProblem(seed)}
        onChange={(chosen) => onChange({ seed: chosen })}
      />
      <Checkbox
        label="Same shares of classes"
        title="Each class gives its share, to within one row"
        checked={stratified}
        onChange={(chosen) => onChange({ stratified: chosen })}
      />
    </>
  );
}
