import { shownName } from '../format/sentence';
import type { LeftOutPair } from '../model/match/modelMatch';
import type { PairLine } from './comparison';

/** A sentence of the matching, which calls the two models "here" and "there", as a comparison calls them. */
export function inSides(reason: string): string {
  return reason.replace(/\bhere\b/g, 'in A').replace(/\bthere\b/g, 'in B');
}

/** Why a pair that a person made is not compared. */
export function leftOutText({ left, right, reason }: LeftOutPair): string {
  const why = inSides(reason.charAt(0).toLowerCase() + reason.slice(1));
  return `The pair of ${shownName(left)} in A and ${shownName(right)} in B, made by hand, is left out, as ${why}`;
}

/** Both names where they differ. */
export function pairName({ name, nameInB }: Pick<PairLine, 'name' | 'nameInB'>): string {
  return name === nameInB ? name : `${name} ↔ ${nameInB}`;
}

/** What a reader is to know of how two tensors are held against each other; null where there is nothing. */
export function pairNote({
  by,
  doubt,
  storage,
}: Pick<PairLine, 'by' | 'doubt' | 'storage'>): string | null {
  const parts = [
    by === 'hand' ? 'paired by hand' : null,
    doubt?.replace(/\.$/, '') ?? null,
    storage,
  ];
  const told = parts.filter((part) => part !== null);
  return told.length === 0 ? null : told.join('; ');
}
