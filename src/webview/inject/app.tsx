import type { VNode } from 'preact';
import { Codicon } from '../ui/codicon';
import { Details } from './details';
import { Footer } from './footer';
import { PlanTable } from './planTable';
import { RuleBar } from './ruleBar';
import { Sources } from './sources';
import { error, lines, staleOptimizer, target } from './state';

/** The whole page of a plan. */
export function App(): VNode {
  const stale = staleOptimizer.value;
  return (
    <main class="inject">
      <header class="injectHead">
        <h1>
          Inject into <bdi>{target.value ?? '…'}</bdi>
        </h1>
        <Sources />
        <RuleBar />
      </header>
      {error.value !== null && (
        <p class="injectError" role="alert">
          <Codicon glyph="error" />
          <bdi>{error.value}</bdi>
        </p>
      )}
      {stale !== null && (
        <p class="injectNote">
          <Codicon glyph="warning" />
          <span>
            <b>Stale optimizer state.</b> {stale}
          </span>
        </p>
      )}
      {lines.value !== null && (
        <div class="injectBody">
          <PlanTable />
          <Details />
        </div>
      )}
      <Footer />
    </main>
  );
}
