import type { VNode } from 'preact';
import { shownName } from '../../core/format/sentence';
import { Codicon } from '../ui/codicon';
import { Select } from '../ui/controls';
import { LOSSES, lossLabel, METRICS, metricLabel } from '../ui/lossLabels';
import { Group } from './fields';
import { change, defaults, form, start } from './state';

/** What is to become small, and what is measured beside it. */
export function TaskFields(): VNode | null {
  const chosen = form.value;
  if (chosen === null || start.value === null) return null;
  const { outputs } = start.value.loaded;
  const setLoss = (output: number, loss: (typeof LOSSES)[number]): void =>
    change({ losses: chosen.losses.map((old, i) => (i === output ? loss : old)) });
  return (
    <Group title="Loss and metrics">
      {outputs.map(({ name }, i) => (
        <Select
          key={name}
          label={outputs.length === 1 ? 'Loss' : `Loss of ${shownName(name)}`}
          value={chosen.losses[i] ?? 'meanSquaredError'}
          choices={LOSSES.map((value) => ({ value, label: lossLabel(value) }))}
          onChange={(loss) => setLoss(i, loss)}
        />
      ))}
      <div class="retrainChecks" role="group" aria-label="Metrics">
        <span class="control-label">Metrics{outputs.length > 1 && ' of the first output'}</span>
        {METRICS.map((metric) => (
          <label key={metric} class="retrainTick">
            <input
              type="checkbox"
              checked={chosen.metrics.includes(metric)}
              onChange={(event) =>
                change({
                  metrics: METRICS.filter((one) =>
                    one === metric ? event.currentTarget.checked : chosen.metrics.includes(one),
                  ),
                })
              }
            />
            <span>{metricLabel(metric)}</span>
          </label>
        ))}
      </div>
      {defaults.value?.notes.map((note) => (
        <p key={note} class="retrainWarning">
          <Codicon glyph="warning" />
          <span>{note}</span>
        </p>
      ))}
    </Group>
  );
}
