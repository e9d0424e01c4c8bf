import type { VNode } from 'preact';
import { Chart } from '../charts/chart';
import { lineLook } from '../charts/palette';
import { Action } from '../ui/action';
import { counted } from '../ui/amounts';
import { Banner } from '../ui/banner';
import { Codicon } from '../ui/codicon';
import { Segments, Select } from '../ui/controls';
import { timelineCsv } from './csv';
import { host, report } from './host';
import { comparedSteps, type From, moved } from './movement';
import { stop } from './session';
import * as state from './state';
import { StepTable } from './stepTable';

/** Lines that can be told apart; the table has all of them. */
const MOST_LINES = 18;

const NOTES: Readonly<Record<From, string>> = {
  first: '‖A − B‖ / ‖A‖ over all finite values; A is the first checkpoint that can be compared.',
  previous: '‖A − B‖ / ‖A‖ over all finite values; A is the checkpoint before.',
};

/** The whole page of a timeline. */
export function App(): VNode {
  const { error, start } = state;
  return (
    <main class="timeline">
      <Header />
      {error.value !== null && (
        <Banner action="Try Again" onAction={() => state.requests.value++}>
          <bdi>{error.value}</bdi>
        </Banner>
      )}
      {error.value === null && start.value !== null && (
        // Scrolled by keyboard too.
        <div class="timelineBody" tabIndex={0} role="region" aria-label="Timeline">
          <Choices />
          <Lines />
          <StepTable />
        </div>
      )}
    </main>
  );
}

function Header(): VNode {
  const { start, fraction, results, tensors } = state;
  const steps = start.value?.steps ?? [];
  const compared = comparedSteps(results.value).length;
  const left = results.value.length - compared;
  const isRunning = fraction.value !== null;
  return (
    <header class="header">
      <div class="identity">
        <h1>
          <bdi>{start.value?.folder ?? 'Timeline'}</bdi>
        </h1>
        <p class="timelineStatus" role="status">
          {isRunning ? `${compared} of ` : `${compared} compared of `}
          {counted(steps.length, 'checkpoint')}
          {left > 0 && `, ${left} left out`}
        </p>
      </div>
      {isRunning && (
        <div class="compareProgress">
          <progress class="progress" aria-label="Comparing" value={fraction.value ?? 0} max={1} />
          <button type="button" class="action" onClick={stop}>
            <Codicon glyph="debug-stop" />
            Stop
          </button>
        </div>
      )}
      <div class="actions" role="toolbar" aria-label="Timeline">
        <Action
          glyph="search"
          text="Look Again"
          title="Look for checkpoints again, and compare all of them"
          onClick={() => state.requests.value++}
        />
        <Action
          glyph="export"
          text="CSV"
          title="Save the distances of all layers and tensors as CSV"
          disabled={isRunning || compared === 0}
          onClick={() => {
            const text = timelineCsv(steps, tensors.value, results.value);
            host.saveCsv({ text }).catch(report);
          }}
        />
      </div>
    </header>
  );
}

function Choices(): VNode {
  return (
    <div class="timelineChoices">
      <Segments
        label="Distance from"
        value={state.from.value}
        choices={[
          { value: 'first', label: 'From first', title: 'How far each step is from the first' },
          {
            value: 'previous',
            label: 'From previous',
            title: 'How far each step is from the last',
          },
        ]}
        onChange={(chosen) => (state.from.value = chosen)}
      />
      <Select
        label="Layer"
        value={state.shownLayer.value ?? ''}
        choices={[
          { value: '', label: 'All layers' },
          ...state.layers.value.map((name) => ({ value: name, label: name })),
        ]}
        onChange={(chosen) => (state.layer.value = chosen)}
      />
      <Segments
        label="Order of the steps"
        value={state.order.value}
        choices={[
          { value: 'name', label: 'By name', title: 'epoch-2 comes before epoch-10' },
          { value: 'time', label: 'By time', title: 'As model.json was last changed' },
        ]}
        onChange={(chosen) => (state.order.value = chosen)}
      />
    </div>
  );
}

function Lines(): VNode {
  const steps = comparedSteps(state.results.value);
  const lines = state.parts.value.slice(0, MOST_LINES).map((part, i) => ({
    ...lineLook(i),
    label: part.label,
    width: i === 0 ? 2.5 : 1.5,
    x: steps.map(({ step }) => step + 1),
    y: steps.map((step) => moved(step, state.from.value, part)),
    points: true,
  }));
  const more = state.parts.value.length - lines.length;
  return (
    <Chart
      title={
        state.from.value === 'first' ? 'Distance from the first' : 'Distance from the previous'
      }
      note={`${NOTES[state.from.value]}${more > 0 ? ` ${more} more are in the table.` : ''}`}
      chart={{
        lines,
        logarithmic: false,
        epochs: state.start.value?.steps.length ?? 1,
        band: null,
      }}
    />
  );
}
