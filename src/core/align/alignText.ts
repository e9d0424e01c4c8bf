import { count, counted, percentText, shortNumber } from '../shownNumber';
import { type AlignedUnits, type Alignment, movedIn, type OutputCheck } from './alignment';
import { TOLERANCE } from './functionCheck';
import type { KeptUnits } from './unitPlan';

/** What was moved, in a sentence. */
export function movedText(alignment: Alignment): string {
  const { groups, sweeps, whole } = alignment;
  const units = groups.reduce((sum, group) => sum + group.units, 0);
  if (units === 0) return 'No unit of B can be reordered.';
  const moved = movedIn(alignment);
  const said = `${count(moved)} of ${counted(units, 'unit')} of B moved, in ${counted(sweeps, 'sweep')} over the layers.`;
  return moved > 0 && whole.after.changed === 0
    ? `${said} Every tensor below is then bit-identical to A's.`
    : said;
}

/** How the rise of the cosine compares with that of the null, without a verdict. */
export function nullText({ whole }: Alignment): string | null {
  const { before, after, nullBefore, nullAfter } = whole;
  const all = [before, after, nullBefore, nullAfter].map(({ cosine }) => cosine);
  if (all.includes(null)) return null;
  const [from, to, idleFrom, idleTo] = all.map((cosine) => shortNumber(cosine ?? NaN, 3));
  return (
    `Aligning took the cosine from ${from ?? ''} to ${to ?? ''}. For two nets of this shape that were only initialised, ` +
    `which have nothing in common, it takes it from ${idleFrom ?? ''} to ${idleTo ?? ''}: that much any two nets show.`
  );
}

export function checkText(check: OutputCheck): string {
  if ('notRun' in check)
    return `Whether aligned B computes the same was not checked. ${check.notRun}`;
  const { rows, largest, scale, same, backend } = check;
  const gap = shortNumber(largest, 3);
  const told = `max |f(B) − f(aligned B)| is ${gap} over ${counted(rows, 'random row')}, where |f(B)| is at most ${shortNumber(scale, 3)} (run on ${backend})`;
  const bound = `${shortNumber(TOLERANCE)}${scale > 1 ? ' of that' : ''}`;
  return same
    ? `Aligned B computes the same as B: ${told}, within ${bound}.`
    : `Aligned B does not compute the same as B: ${told}, beyond ${bound}. Do not use it, and report this as a fault.`;
}

/** Of which the null is a guess; null where there are none. */
export function assumedText({ assumed }: Alignment): string | null {
  if (assumed.length === 0) return null;
  const begin = `${counted(assumed.length, 'tensor')} begin${assumed.length === 1 ? 's' : ''}`;
  const names = `${assumed.slice(0, MOST_NAMED).join(', ')}${assumed.length > MOST_NAMED ? ', …' : ''}`;
  return `model.json does not say how ${begin} (${names}): the null draws them by Glorot’s rule.`;
}

const MOST_NAMED = 5;

/** "5 of 12 (41.67 %)". */
export function movedOf({ moved, units }: AlignedUnits): string {
  return `${count(moved)} of ${count(units)} (${percentText(moved, units)})`;
}

/** Sentences on units that keep their order, those with the same reason together, outputs at the end. */
export function keptSentences(kept: readonly KeptUnits[]): readonly {
  readonly layers: readonly string[];
  readonly reason: string;
}[] {
  const byReason = new Map<string, string[]>();
  const ordered = [...kept].sort(
    (x, y) => Number(x.kind === 'output') - Number(y.kind === 'output'),
  );
  for (const { layers, reason } of ordered) {
    const known = byReason.get(reason);
    if (known === undefined) byReason.set(reason, [...layers]);
    else known.push(...layers);
  }
  return [...byReason].map(([reason, layers]) => ({ layers, reason }));
}
