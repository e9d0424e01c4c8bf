import { TOLERANCE } from '../../../core/align/functionCheck';
import type { Alignment, AlignProgress, KeptUnits, Likeness } from '../../../protocol/align';
import type { AlignedCheck, CheckProgress } from '../../../protocol/comparePage';
import { counted } from '../../ui/amounts';
import { count, shortNumber, shortOr } from '../../ui/numberFormat';

export const STAGES: Readonly<Record<AlignProgress['stage'], string>> = {
  matching: 'Matching the units of B with those of A',
  null: 'Matching two nets that were just initialised',
  comparing: 'Comparing before and after',
};

export const CHECK_STAGES: Readonly<Record<CheckProgress['stage'], string>> = {
  loading: 'Loading B',
  running: 'Running B on random rows',
  loadingAligned: 'Loading aligned B',
  runningAligned: 'Running aligned B on the same rows',
};

export function movedIn({ groups }: Alignment): number {
  return groups.reduce((sum, { moved }) => sum + moved, 0);
}

/** What was moved, in a sentence. */
export function movedText(alignment: Alignment): string {
  const { groups, sweeps, tensors } = alignment;
  const units = groups.reduce((sum, group) => sum + group.units, 0);
  if (units === 0) return 'No unit of B can be reordered.';
  const moved = movedIn(alignment);
  const said = `${count(moved)} of ${counted(units, 'unit')} of B moved, in ${counted(sweeps, 'sweep')} over the layers.`;
  const isSame = tensors.length > 0 && tensors.every(({ identical }) => identical);
  return isSame && moved > 0 ? `${said} B then is A: every tensor below is bit-identical.` : said;
}

/** How the rise of the cosine compares with that of the null, without a verdict. */
export function nullText({ whole, tensors }: Alignment): string | null {
  const { before, after, nullBefore, nullAfter } = whole;
  const all = [before, after, nullBefore, nullAfter].map(({ cosine }) => cosine);
  if (tensors.length === 0 || all.includes(null)) return null;
  const [from, to, idleFrom, idleTo] = all.map((cosine) => shortNumber(cosine ?? NaN, 3));
  return (
    `Aligning took the cosine from ${from ?? ''} to ${to ?? ''}. For two nets of this shape that were only initialised, ` +
    `which have nothing in common, it takes it from ${idleFrom ?? ''} to ${idleTo ?? ''}: that much any two nets show.`
  );
}

export function changeText(before: Likeness, after: Likeness, which: keyof Likeness): string {
  return `${shortOr(before[which], 3)} → ${shortOr(after[which], 3)}`;
}

export function checkText({ rows, largest, scale, same, backend }: AlignedCheck): string {
  const gap = `max |f(B) − f(aligned B)| is ${shortNumber(largest, 3)} over ${counted(rows, 'random row')} (largest |f(B)| ${shortNumber(scale, 3)}; run on ${backend})`;
  const bound = shortNumber(TOLERANCE);
  return same
    ? `Aligned B computes the same as B: ${gap}, within ${bound}.`
    : `Aligned B does not compute the same as B: ${gap}, beyond ${bound}. Do not use it, and report this as a fault.`;
}

/** Sentences on units that keep their order, those with the same reason together. */
export function keptSentences(kept: readonly KeptUnits[]): readonly {
  readonly layers: readonly string[];
  readonly reason: string;
}[] {
  const byReason = new Map<string, string[]>();
  for (const { layers, reason } of kept) {
    const known = byReason.get(reason);
    if (known === undefined) byReason.set(reason, [...layers]);
    else known.push(...layers);
  }
  return [...byReason].map(([reason, layers]) => ({ layers, reason }));
}
