import type { VNode } from 'preact';
import { withoutPair, withPair } from '../../../core/model/match/handPairs';
import type { SidedTensor } from '../../../protocol/pairing';
import { Codicon } from '../../ui/codicon';
import { host } from '../host';
import { attempt, handPairs, keepHandPairs } from '../session';
import { copying, selectedName } from '../state';

/** Asks for the partner of a tensor, then compares them. */
export function PairByHand({
  side,
  name,
  text = 'Pair…',
}: SidedTensor & { readonly text?: string }): VNode {
  const other = side === 'a' ? 'B' : 'A';
  return (
    <button
      type="button"
      class="action"
      title={`Choose the tensor of ${other} that ${name} is compared with`}
      aria-label={`Pair ${name} of ${side === 'a' ? 'A' : 'B'} by hand`}
      disabled={copying.value}
      onClick={() => pairByHand({ side, name })}
    >
      <Codicon glyph="link" /> {text}
    </button>
  );
}

function pairByHand({ side, name }: SidedTensor): void {
  void attempt(async () => {
    const chosen = await host.choosePartner({ side, name });
    if (chosen === null) return;
    const { partner } = chosen;
    const own = side === 'a' ? 'left' : 'right';
    if (partner === null) {
      keepHandPairs(withoutPair(handPairs(), own, name));
      return;
    }
    const pair = side === 'a' ? { left: name, right: partner } : { left: partner, right: name };
    selectedName.value = pair.left;
    keepHandPairs(withPair(handPairs(), pair));
  });
}
