import type { VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { counted } from '../ui/amounts';
import { Codicon } from '../ui/codicon';
import { count } from '../ui/numberFormat';
import { Group, Problem } from './fields';
import { type TrainableLayer, withFrozen } from './layers';
import { change, form, freezing, layers } from './state';

/** Which layers train: a box for each, and for each model within the model. */
export function LayerFields(): VNode | null {
  if (form.value === null) return null;
  const all = layers.value;
  const trained = all.filter(({ path }) => freezing.value.get(path) !== 'frozen');
  const leaves = trained.filter(({ node }) => !all.some(({ parent }) => parent === node));
  const values = leaves.reduce((sum, { parameters }) => sum + parameters, 0);
  const normalises = all.some(({ className }) => className === 'BatchNormalization');
  return (
    <Group title="Layers to train">
      <p class="retrainDim">
        {counted(leaves.length, 'layer')} with {counted(values, 'parameter')} trained. Untick a
        layer to freeze it: its weights stay as they are, to the bit.
      </p>
      <ul class="retrainLayers">
        {all.map((layer) => (
          <LayerRow key={layer.path} layer={layer} />
        ))}
      </ul>
      <Problem of="frozen" />
      {normalises && (
        <p class="retrainDim">
          A BatchNormalization that is trained normalises by each batch and moves its averages
          along. A frozen one runs in inference mode: it keeps its moving mean and variance, and
          normalises by them.
        </p>
      )}
    </Group>
  );
}

function LayerRow({ layer }: { readonly layer: TrainableLayer }): VNode {
  const box = useRef<HTMLInputElement>(null);
  const state = freezing.value.get(layer.path);
  useEffect(() => {
    if (box.current !== null) box.current.indeterminate = state === 'partly';
  }, [state]);
  const { name, className, parameters, depth, frozenInFile } = layer;
  return (
    <li style={{ paddingInlineStart: `${depth * 16}px` }}>
      <label class="retrainTick">
        <input
          ref={box}
          type="checkbox"
          checked={state !== 'frozen'}
          onChange={(event) =>
            change({
              frozen: withFrozen(layers.value, freezing.value, layer, !event.currentTarget.checked),
            })
          }
        />
        <span class="unseen">Train </span>
        <bdi>{name}</bdi>
        <span class="retrainDim">{className}</span>
        <span class="retrainDim retrainAmount">{count(parameters)}</span>
        {frozenInFile && (
          <span class="retrainDim" title="The file says that this layer is not to be trained">
            <Codicon glyph="warning" /> frozen in the file
          </span>
        )}
      </label>
    </li>
  );
}
