import type { VNode } from 'preact';
import { leftOutText } from '../../core/compare/pairText';
import { Codicon } from '../ui/codicon';
import { count } from '../ui/numberFormat';
import { handPairs, keepHandPairs } from './session';
import { copying, opened } from './state';

/** More sentences than these are told by their number alone. */
const MOST_SHOWN = 3;

/** Pairs that the person made and that the two models do not hold as they are now. */
export function LeftOut(): VNode | null {
  const pairs = opened.value?.overview.leftOut ?? [];
  if (pairs.length === 0) return null;
  const forget = (): void =>
    keepHandPairs(
      handPairs().filter(
        ({ left, right }) => !pairs.some((one) => one.left === left && one.right === right),
      ),
    );
  return (
    <div class="banner" role="status">
      <Codicon glyph="warning" />
      <ul>
        {pairs.slice(0, MOST_SHOWN).map((pair) => (
          <li key={`${pair.left}\n${pair.right}`}>
            <bdi>{leftOutText(pair)}</bdi>
          </li>
        ))}
        {pairs.length > MOST_SHOWN && <li>So are {count(pairs.length - MOST_SHOWN)} more.</li>}
      </ul>
      <button
        type="button"
        class="action"
        title="Drop what was paired by hand and is left out now"
        disabled={copying.value}
        onClick={forget}
      >
        Forget
      </button>
    </div>
  );
}
