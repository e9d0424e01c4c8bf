import { useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import { counted } from '../../ui/amounts';
import { Codicon } from '../../ui/codicon';
import { useChangeLines } from './changeLines';
import { ChangesTable } from './changesTable';
import { Comparison } from './comparison';
import { FileButtons } from './fileButtons';

/** What is not saved yet: which tensors, how much of each, and pictures of the change. */
export function ChangesPage(): VNode {
  const { lines, fraction, problem } = useChangeLines();
  const chosen = useSignal(0);
  const shown = lines.value;
  const last = Math.max(0, (shown?.length ?? 0) - 1);
  // An undo may have taken the last lines away.
  if (chosen.value > last) chosen.value = last;
  const line = shown?.[chosen.value];
  return (
    <article class="changesPage">
      <header class="changesHead">
        <div>
          <h2>Unsaved changes</h2>
          <p class="muted" role="status">
            {shown === null ? 'Counting …' : summaryText(shown.length)}
          </p>
        </div>
        {line !== undefined && <FileButtons />}
      </header>
      {fraction.value !== null && (
        <progress class="progress" aria-label="Counting changes" value={fraction.value} max={1} />
      )}
      {problem.value !== null && (
        <p class="tensor-problem" role="alert">
          <bdi>{problem.value}</bdi>
        </p>
      )}
      {shown?.length === 0 && <Nothing />}
      {shown !== null && line !== undefined && (
        <>
          <ChangesTable lines={shown} chosen={chosen} />
          <Comparison key={line.weight} weight={line.weight} />
        </>
      )}
    </article>
  );
}

function summaryText(changed: number): string {
  if (changed === 0) return 'The model is as its files are.';
  return `${counted(changed, 'tensor')} changed. Saving writes the files that hold ${changed === 1 ? 'it' : 'them'}, and no others.`;
}

function Nothing(): VNode {
  return (
    <div class="nothingChanged">
      <Codicon glyph="edit" />
      <p>
        Nothing has been changed. Type into a cell of the grid, paste a block of numbers, or use the
        Edit menu of a tensor; what you change is listed here until it is saved.
      </p>
    </div>
  );
}
