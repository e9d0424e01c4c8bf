import { signal } from '@preact/signals';
import type { VNode } from 'preact';
import type { Movement } from '../../protocol/training';
import { Segments } from '../ui/controls';
import { showModel } from './actions';
import { type MovementOrder, movedRows } from './movedRows';
import { start } from './state';

const order = signal<MovementOrder>('model');

/** How far each tensor went. It does not say how much it learnt. */
export function MovementTable({ movement }: { readonly movement: readonly Movement[] }): VNode {
  const rows = movedRows(movement, start.value?.loaded.weights ?? [], order.value);
  return (
    <section class="retrainMovement" aria-label="How far each tensor went">
      <div class="retrainChartHead">
        <b>How far each tensor went</b>
        <Segments
          label="Order"
          value={order.value}
          choices={[
            { value: 'model', label: 'As in the model' },
            { value: 'moved', label: 'Moved most' },
            { value: 'turned', label: 'Turned most' },
          ]}
          onChange={(chosen) => {
            order.value = chosen;
          }}
        />
      </div>
      <p class="retrainDim">
        Moved by ‖W − W₀‖ / ‖W₀‖ and turned by the angle between both, W₀ being the weights before.
        How far a tensor went does not say how much it matters.
      </p>
      <div class="retrainScroll" tabIndex={0} role="region" aria-label="Tensors and their movement">
        <table>
          <thead class="unseen">
            <tr>
              <th scope="col">Tensor</th>
              <th scope="col">Movement</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ weight, name, text }) => (
              <tr key={weight}>
                <th scope="row">
                  <button
                    type="button"
                    class="link"
                    title="Show it in the model"
                    onClick={() => showModel(weight)}
                  >
                    <bdi>{name}</bdi>
                  </button>
                </th>
                <td>{text}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
