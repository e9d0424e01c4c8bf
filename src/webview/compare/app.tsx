import type { VNode } from 'preact';
import { Banner } from '../ui/banner';
import { AlignPage } from './align/alignPage';
import { CompareHeader } from './compareHeader';
import { LeftOut } from './leftOut';
import { PairPage } from './pair/pairPage';
import { PairTable } from './pairTable';
import { BehaviourPage } from './behaviour/behaviourPage';
import { error, generation, opened, openRequests, refusal, selected, view } from './state';
import { Structure } from './structure';
import { TableBar } from './tableBar';

/** The whole page of a comparison: all pairs on the left, one of them on the right. */
export function App(): VNode {
  const line = selected.value;
  const both = opened.value;
  return (
    <main class="compare">
      <CompareHeader />
      {error.value !== null && (
        <Banner action="Try Again" onAction={() => openRequests.value++}>
          <bdi>{error.value}</bdi>
        </Banner>
      )}
      {refusal.value !== null && (
        <Banner action="Close" onAction={() => (refusal.value = null)}>
          <bdi>{refusal.value}</bdi>
        </Banner>
      )}
      <LeftOut />
      {both !== null && view.value === 'outputs' && <BehaviourPage />}
      {both !== null && view.value === 'units' && <AlignPage />}
      {both !== null && view.value === 'weights' && (
        <div class="compareBody">
          <div class="compareSide">
            <TableBar />
            {both.lines.length === 0 ? (
              <p class="compareNothing">
                No tensor of A has a partner of its name or place in B. Pair by hand below what
                belongs together.
              </p>
            ) : (
              <PairTable />
            )}
            <Structure changes={both.structure} />
          </div>
          <div class="comparePair">
            {line !== undefined && (
              <PairPage key={`${generation.value} ${line.pair}`} line={line} />
            )}
          </div>
        </div>
      )}
    </main>
  );
}
