import { useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import type { Changes, MetadataLine } from '../../../protocol/edit';
import { counted } from '../../ui/amounts';
import { Codicon } from '../../ui/codicon';
import { useChangeLines } from './changeLines';
import { ChangesTable } from './changesTable';
import { Comparison } from './comparison';
import { FileButtons } from './fileButtons';
import { ProblemText } from '../../ui/answer';

/** What is not saved yet: which tensors, how much of each, and pictures of the change. */
export function ChangesPage(): VNode {
  const { changes, fraction, problem } = useChangeLines();
  const chosen = useSignal(0);
  const { tensors, metadata } = changes.value ?? NOTHING;
  const last = Math.max(0, tensors.length - 1);
  // An undo may have taken the last lines away.
  if (chosen.value > last) chosen.value = last;
  const line = tensors[chosen.value];
  const isAny = line !== undefined || metadata.length > 0;
  return (
    <article class="changesPage">
      <header class="changesHead">
        <div>
          <h2>Unsaved changes</h2>
          <p class="muted" role="status">
            {changes.value === null ? 'Counting …' : summaryText(tensors.length, metadata.length)}
          </p>
        </div>
        {isAny && <FileButtons />}
      </header>
      {fraction.value !== null && (
        <progress class="progress" aria-label="Counting changes" value={fraction.value} max={1} />
      )}
      {problem.value !== null && <ProblemText text={problem.value} />}
      {changes.value !== null && !isAny && <Nothing />}
      {metadata.length > 0 && <MetadataList lines={metadata} />}
      {line !== undefined && (
        <>
          <ChangesTable lines={tensors} chosen={chosen} />
          <Comparison key={line.weight} weight={line.weight} />
        </>
      )}
    </article>
  );
}

const NOTHING: Changes = { tensors: [], metadata: [] };

function MetadataList({ lines }: { readonly lines: readonly MetadataLine[] }): VNode {
  return (
    <ul class="changesMetadata" aria-label="Changes of model.json">
      {lines.map(({ key, becomes, length }) => (
        <li key={key}>
          <code>
            <bdi>{key}</bdi>
          </code>{' '}
          {becomes}
          {length > 0 && <span class="muted"> ({counted(length, 'character')} of JSON)</span>}
        </li>
      ))}
    </ul>
  );
}

function summaryText(changed: number, metadata: number): string {
  if (changed === 0)
    return metadata === 0
      ? 'The model is as its files are.'
      : 'Nothing but model.json changed. Saving writes it.';
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
