import type { VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { ModelOverview } from '../../../protocol/model';
import { measureEverything, pass } from '../measures';
import { Facts } from './facts';
import { Folds, Problems } from './folds';
import { MeasureBar } from './measureBar';
import { WeightTable } from './weightTable';

/** The model as a whole: facts, problems, stored configs, and all weights with their statistics. */
export function ModelPage({ model }: { readonly model: ModelOverview }): VNode {
  const scroller = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (pass.peek() === 'idle') measureEverything();
  }, []);
  return (
    <div ref={scroller} class="modelPage">
      <div class="modelBody">
        <div class="modelText">
          <Facts model={model} />
          <Problems problems={model.problems} />
          <Folds model={model} />
          <h2>All weights</h2>
          <MeasureBar weights={model.weightCount} />
        </div>
        <WeightTable scroller={scroller} />
      </div>
    </div>
  );
}
