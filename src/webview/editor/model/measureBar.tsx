import '@vscode-elements/elements/dist/vscode-progress-bar/index.js';
import { computed } from '@preact/signals';
import type { VNode } from 'preact';
import { counted } from '../../ui/amounts';
import { Codicon, type Glyph } from '../../ui/codicon';
import {
  measureEverything,
  measures,
  pass,
  passError,
  passFraction,
  stopMeasuring,
} from '../measures';
import { isBroken } from './columns';
import { listBrokenFirst } from './weightTable';

/** Weights with values that are NaN or infinite, of those measured so far. */
const broken = computed(() => [...measures.value.values()].filter(isBroken).length);

/** How far the statistics of all weights have come, and the button that stops or resumes them. */
export function MeasureBar({ weights }: { readonly weights: number }): VNode {
  const state = pass.value;
  return (
    <div class="measureBar">
      <span class="measureState">{stateText(state, measures.value.size, weights)}</span>
      {state === 'running' && (
        <>
          <vscode-progress-bar
            ariaLabel="Statistics of all weights"
            value={Math.round(passFraction.value * 100)}
            max={100}
          />
          <Act glyph="debug-stop" text="Stop" onClick={stopMeasuring} />
        </>
      )}
      {(state === 'stopped' || state === 'failed') && (
        <Act glyph="play" text="Measure All" onClick={measureEverything} />
      )}
      {broken.value > 0 && (
        <Act
          glyph="warning"
          text={`${counted(broken.value, 'weight holds', 'weights hold')} NaN or infinities`}
          title="Click to list them first."
          onClick={listBrokenFirst}
        />
      )}
      {passError.value !== null && (
        <span role="alert" class="measureError">
          <bdi>{passError.value}</bdi>
        </span>
      )}
    </div>
  );
}

function stateText(state: typeof pass.value, done: number, weights: number): string {
  switch (state) {
    case 'idle':
      return counted(weights, 'weight');
    case 'running':
      return `Measuring ${counted(weights, 'weight')} …`;
    case 'stopped':
    case 'failed':
      return `${counted(done, 'weight')} of ${weights} measured`;
    case 'done':
      return `${counted(weights, 'weight')} measured`;
  }
}

function Act(props: {
  readonly glyph: Glyph;
  readonly text: string;
  readonly title?: string;
  readonly onClick: () => void;
}): VNode {
  return (
    <button type="button" class="action" title={props.title} onClick={props.onClick}>
      <Codicon glyph={props.glyph} />
      {props.text}
    </button>
  );
}
