import type { HandPair } from '../../core/model/match/handPairs';
import type { KeptComparison } from '../../protocol/comparePage';

/** Whether this is what a page keeps: an older version may have stored another thing. */
export function isKept(value: unknown): value is KeptComparison | null {
  if (value === null) return true;
  if (typeof value !== 'object') return false;
  const { a, b, hand } = value as Record<keyof KeptComparison, unknown>;
  return (
    typeof a === 'string' && typeof b === 'string' && Array.isArray(hand) && hand.every(isHandPair)
  );
}

function isHandPair(value: unknown): value is HandPair {
  if (typeof value !== 'object' || value === null) return false;
  const { left, right } = value as Record<keyof HandPair, unknown>;
  return typeof left === 'string' && typeof right === 'string';
}
