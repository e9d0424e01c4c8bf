import type { VNode } from 'preact';
import type { ModelOverview } from '../../../protocol/model';
import { byteText, count } from '../../ui/numberFormat';

/** The last lines of Keras's model.summary(). */
export function SummaryRow({ model }: { readonly model: ModelOverview }): VNode {
  const { parameters, optimizerParameters, bytes, optimizerBytes } = model;
  const frozen = parameters - model.trainableParameters;
  return (
    <dl class="summary">
      <Line name="Total" parameters={parameters} note={byteText(bytes - optimizerBytes)} />
      <Line name="Trainable" parameters={model.trainableParameters} />
      <Line name="Non-trainable" parameters={frozen} />
      {optimizerParameters > 0 && (
        <Line name="Optimizer" parameters={optimizerParameters} note={byteText(optimizerBytes)} />
      )}
    </dl>
  );
}

function Line(props: {
  readonly name: string;
  readonly parameters: number;
  readonly note?: string;
}): VNode {
  return (
    <div>
      <dt>
        {props.name} <span class="word">params</span>
      </dt>
      <dd>
        {count(props.parameters)}
        {props.note !== undefined && <span class="note"> ({props.note})</span>}
      </dd>
    </div>
  );
}
