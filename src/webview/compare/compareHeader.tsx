import type { VNode } from 'preact';
import type { ComparedModel } from '../../protocol/compare';
import type { ComparedSide } from '../../protocol/comparePage';
import { Action } from '../ui/action';
import { counted } from '../ui/amounts';
import { Segments } from '../ui/controls';
import { host, report } from './host';
import { attempt, swap } from './session';
import { copying, opened, pass, start, view } from './state';

/** Which models these are, and what can be done with the comparison. */
export function CompareHeader(): VNode {
  const sides = start.value;
  const both = opened.value;
  const isDone = both !== null && pass.value === 'done';
  return (
    <header class="header compareHeader">
      <h1 class="sides">
        <Side letter="A" side={sides?.a} model={both?.overview.a} />
        <span class="sidesBetween" aria-hidden="true">
          ↔
        </span>
        <Side letter="B" side={sides?.b} model={both?.overview.b} />
      </h1>
      <Segments
        label="What is compared"
        value={view.value}
        choices={[
          { value: 'weights', label: 'Weights' },
          { value: 'outputs', label: 'Outputs', title: 'Run both models on the rows of a file' },
          {
            value: 'units',
            label: 'Units',
            title: 'Reorder the units of B so that they stand where A has those most like them',
          },
        ]}
        onChange={(chosen) => {
          view.value = chosen;
        }}
      />
      <div class="actions" role="toolbar" aria-label="Comparison">
        <Action
          glyph="arrow-swap"
          text="Swap"
          title="Swap A and B: the other model becomes the reference"
          disabled={both === null || copying.value}
          onClick={swap}
        />
        <Action
          glyph="git-merge"
          text="Inject…"
          title="Carry weights of B over to A: a plan of what goes where"
          disabled={both === null}
          onClick={() => void attempt(() => host.inject(null))}
        />
        <Action
          glyph="export"
          text="Export…"
          title="Save the comparison as Markdown, HTML, CSV or JSON"
          disabled={!isDone}
          onClick={() => void host.save(null).catch(report)}
        />
      </div>
    </header>
  );
}

function Side(props: {
  readonly letter: 'A' | 'B';
  readonly side: ComparedSide | undefined;
  readonly model: ComparedModel | undefined;
}): VNode {
  const { letter, side, model } = props;
  const facts = model === undefined ? '' : `\n${counted(model.parameters, 'parameter')}`;
  return (
    <button
      type="button"
      class="compareModel"
      title={`Open ${letter}: ${side?.path ?? ''}${facts}\n${side?.told ?? ''}`}
      onClick={() => void host.openModel({ side: letter === 'A' ? 'a' : 'b' }).catch(report)}
    >
      <span class={`sideLetter side${letter}`}>{letter}</span>
      <bdi>{side?.name ?? '…'}</bdi>
    </button>
  );
}
