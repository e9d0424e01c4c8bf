import { useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import { useId } from 'preact/hooks';
import type { LargestChanges } from '../../../core/compare/largestChanges';
import type { TensorState } from '../../tensor/tensorState';
import { Segments } from '../../ui/controls';
import { count } from '../../ui/numberFormat';
import { host } from '../host';
import { ProblemText, useAnswer } from '../../ui/answer';
import { LargestChangesTable } from './largestChangesTable';

/** A list that is read from its top; where fewer values differ it has all of them. */
const MOST = 1000;

/** The values of a pair that differ most, each of which leads to its cell. */
export function LargestChangesCard({
  pair,
  state,
}: {
  readonly pair: number;
  readonly state: TensorState;
}): VNode | null {
  const id = useId();
  const { answer: known, problem } = useAnswer((signal) =>
    host.largest({ pair, most: MOST }, { signal }),
  );
  const byPlace = useSignal(false);
  if (problem !== null) {
    return <ProblemText text={problem} />;
  }
  if (known === null || known.changed === 0) return null;
  const isAll = known.at.length === known.changed;
  return (
    <section class="card" aria-labelledby={id}>
      <div class="card-head">
        <h3 id={id}>Largest changes</h3>
        <span class="muted">
          {isAll
            ? known.changed === 1
              ? 'the only value that differs'
              : `all ${count(known.changed)} values that differ`
            : `${count(known.at.length)} of ${count(known.changed)} values that differ`}
        </span>
        {isAll && known.changed > 1 && (
          <Segments
            label="Order of the changes"
            value={byPlace.value ? 'place' : 'size'}
            choices={[
              {
                value: 'size',
                label: 'By size',
                title: 'What became or was NaN or infinite, then the largest |B − A|',
              },
              { value: 'place', label: 'By place', title: 'In the order of the tensor' },
            ]}
            onChange={(order) => (byPlace.value = order === 'place')}
          />
        )}
      </div>
      <LargestChangesTable
        key={byPlace.value ? 'place' : 'size'}
        changes={known}
        order={orderOf(known, byPlace.value)}
        state={state}
        labelledBy={id}
      />
    </section>
  );
}

function orderOf({ at }: LargestChanges, byPlace: boolean): readonly number[] {
  const order = Array.from(at, (_, i) => i);
  return byPlace ? order.sort((x, y) => (at[x] ?? 0) - (at[y] ?? 0)) : order;
}
