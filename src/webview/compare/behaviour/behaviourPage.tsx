import type { VNode } from 'preact';
import { useEffect } from 'preact/hooks';
import { DataForm } from '../../data/dataForm';
import { Codicon } from '../../ui/codicon';
import { BehaviourBar } from './behaviourBar';
import { DifferentRows } from './differentRows';
import { OutputsTable } from './outputsTable';
import { PathCard } from './pathCard';
import { SideFigures } from './sideFigures';
import { start } from './actions';
import { generation } from '../state';
import { begin, data, error, found, walk } from './state';

/** What both models do with the same rows, whatever their weights. */
export function BehaviourPage(): VNode {
  useEffect(() => {
    if (begin.peek() === null) void start();
  }, [generation.value]);
  const both = found.value;
  return (
    <section class="behaviour" aria-label="Outputs of both models">
      <p class="behaviourLead">
        Two models of other weights can do the same, and of nearly the same weights something else.
        Both are run here on the rows of a file, in inference mode.
      </p>
      {begin.value?.notes.map((note) => (
        <p key={note} class="dataWarning">
          <Codicon glyph="warning" />
          <bdi>{note}</bdi>
        </p>
      ))}
      {begin.value === null && error.value === null && <p role="status">Starting A …</p>}
      {begin.value !== null && <DataForm data={data} />}
      {begin.value !== null && <BehaviourBar />}
      {error.value !== null && (
        <p class="banner" role="alert">
          <Codicon glyph="error" />
          <bdi>{error.value}</bdi>
        </p>
      )}
      {both !== null && (
        <div class="behaviourResults">
          <OutputsTable behaviour={both} />
          <SideFigures behaviour={both} />
          <DifferentRows behaviour={both} />
        </div>
      )}
      {walk.value !== null && <PathCard walk={walk.value} />}
    </section>
  );
}
