import { signal } from '@preact/signals';
import type { VNode } from 'preact';
import type { Movement } from '../../protocol/training';
import { showModel } from './actions';
import { type MovedRow, type MovementOrder, movedRows } from './movedRows';
import { start } from './state';

const order = signal<MovementOrder>('model');

const COLUMNS = [
  { order: 'model', label: 'Tensor' },
  { order: 'moved', label: 'Movement' },
  { order: 'turned', label: 'Turned' },
] as const;

/** How far each tensor went. It does not say how much it learnt. */
export function MovementTable({ movement }: { readonly movement: readonly Movement[] }): VNode {
  const rows = movedRows(movement, start.value?.loaded.weights ?? [], order.value);
  return (
    <div class="retrainScroll" tabIndex={0} role="region" aria-label="How far each tensor moved">
      <table class="retrainMovement">
        <caption>
          <b>How far each tensor went.</b> ‖W − W₀‖ / ‖W₀‖ and the angle between both, W₀ being the weights before. How far a tensor
          went does not say how much it matters.
        </caption>
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <th
                key={column.order}
                scope="col"
                aria-sort={
                  order.value === column.order
                    ? column.order === 'model'
                      ? 'ascending'
                      : 'descending'
                    : undefined
                }
              >
                <button
                  type="button"
                  class="retrainSort"
                  title={column.order === 'model' ? 'In the order of the model' : 'Largest first'}
                  onClick={() => {
                    order.value = column.order;
                  }}
                >
                  {column.label}
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.weight} row={row} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ row }: { readonly row: MovedRow }): VNode {
  return (
    <tr>
      <th scope="row">
        <button
          type="button"
          class="link"
          title="Show it in the model"
          onClick={() => showModel(row.weight)}
        >
          <bdi>{row.name}</bdi>
        </button>
      </th>
      <td>{row.text}</td>
      <td>{row.turned}</td>
    </tr>
  );
}
