import type { VNode } from 'preact';
import { type Alignment, movedIn } from '../../../core/align/alignment';
import {
  assumedText,
  checkText,
  movedOf,
  movedText,
  nullText,
} from '../../../core/align/alignText';
import type { AlignProgress } from '../../../protocol/align';
import type { CheckProgress } from '../../../protocol/comparePage';
import { Codicon } from '../../ui/codicon';
import { align, checkOutputs, saveAligned, stopAligning } from './alignSession';
import { alignment, alignProblem, aligning, check } from './alignState';
import { AlignTable, Kept } from './alignTable';
import { ProblemText } from '../../ui/answer';

const STAGES: Readonly<Record<AlignProgress['stage'], string>> = {
  matching: 'Matching the units of B with those of A',
  null: 'Matching two nets that were just initialised',
  comparing: 'Comparing before and after',
};

const CHECK_STAGES: Readonly<Record<CheckProgress['stage'], string>> = {
  loading: 'Loading B',
  running: 'Running B on random rows',
  loadingAligned: 'Loading aligned B',
  runningAligned: 'Running aligned B on the same rows',
};

/** Reorders the units of B as A has them, and says what that came to. */
export function AlignPage(): VNode {
  const found = alignment.value;
  return (
    <article class="pairPage alignPage" aria-label="Alignment of units">
      <header>
        <h2>Align units</h2>
        <p class="muted">
          The units of a hidden layer can stand in any order: B may be the same net as A in another.
          Aligning reorders units of B, which changes nothing that B computes, so that its weights
          come as near to A’s as can be found (weight matching of Git Re-Basin). No file is changed.
        </p>
      </header>
      {aligning.value === null ? (
        <div class="alignActions">
          <button type="button" class="action" onClick={align}>
            <Codicon glyph={found === null ? 'play' : 'git-merge'} />
            {found === null ? 'Align B to A' : 'Align Again'}
          </button>
          {found !== null && <Save alignment={found} />}
        </div>
      ) : (
        <Aligning />
      )}
      {alignProblem.value !== null && <ProblemText text={alignProblem.value} />}
      {found !== null && <Found alignment={found} />}
    </article>
  );
}

function Aligning(): VNode {
  const { stage = 'matching', fraction = 0 } = aligning.value ?? {};
  return <Running label="Aligning" text={STAGES[stage]} fraction={fraction} />;
}

/** What runs, how far it is, and what stops it. */
function Running({
  label,
  text,
  fraction,
}: {
  readonly label: string;
  readonly text: string;
  readonly fraction: number;
}): VNode {
  return (
    <>
      <div class="compareProgress">
        <progress class="progress" aria-label={label} value={fraction} max={1} />
        <button type="button" class="action" onClick={stopAligning}>
          <Codicon glyph="debug-stop" />
          Stop
        </button>
      </div>
      <p class="muted" role="status">
        {text} …
      </p>
    </>
  );
}

function Save({ alignment }: { readonly alignment: Alignment }): VNode | null {
  if (movedIn(alignment) === 0) return null;
  const known = check.value;
  const isWrong = known?.kind === 'done' && !known.found.same;
  return (
    <button
      type="button"
      class="action"
      disabled={isWrong}
      title="Write B with its units in this order as a new model, without the state of an optimizer. Quantized tensors are written as float32."
      onClick={saveAligned}
    >
      <Codicon glyph="export" />
      Save Aligned B…
    </button>
  );
}

function Found({ alignment }: { readonly alignment: Alignment }): VNode {
  const { groups, kept } = alignment;
  const beside = nullText(alignment);
  const assumed = assumedText(alignment);
  return (
    <>
      <p role="status">{movedText(alignment)}</p>
      {movedIn(alignment) > 0 && <Outputs />}
      {beside !== null && <p>{beside}</p>}
      <AlignTable alignment={alignment} />
      {assumed !== null && (
        <p class="muted">
          <bdi>{assumed}</bdi>
        </p>
      )}
      {groups.length > 0 && (
        <section class="card">
          <h3>Units moved</h3>
          <table class="alignTable">
            <thead>
              <tr>
                <th scope="col">Made by</th>
                <th scope="col">Moved</th>
              </tr>
            </thead>
            <tbody>
              {groups.map((group) => (
                <tr key={group.layers.join('\n')}>
                  <th scope="row">
                    <bdi>{group.layers.join(' + ')}</bdi>
                  </th>
                  <td>{movedOf(group)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      <Kept kept={kept} />
    </>
  );
}

function CheckLink(): VNode {
  return (
    <p>
      <button type="button" class="link" onClick={checkOutputs}>
        Check that aligned B computes the same
      </button>
    </p>
  );
}

/** Whether aligned B still computes what B does. */
function Outputs(): VNode | null {
  const state = check.value;
  if (state === null) return <CheckLink />;
  switch (state.kind) {
    case 'running':
      return (
        <Running
          label="Checking the outputs"
          text={CHECK_STAGES[state.progress.stage]}
          fraction={state.progress.fraction}
        />
      );
    case 'problem':
      return (
        <>
          <ProblemText text={checkText({ notRun: state.sentence })} />
          <CheckLink />
        </>
      );
    case 'done':
      return (
        <p
          role={state.found.same ? 'status' : 'alert'}
          class={state.found.same ? 'alignSame' : 'tensor-problem'}
        >
          {state.found.same && <Codicon glyph="check" />} {checkText(state.found)}
        </p>
      );
  }
}
