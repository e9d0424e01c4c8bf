import type { Json } from '../json';
import type { MetadataChange } from '../model/edits/edit';
import type { Receipt, ReceiptLine } from './receipt';
import { ruleFormula } from './ruleText';

/** TensorFlow.js warns of metadata beyond 1 MiB, and every reader of the model parses it. */
const MOST_LISTED = 2_000;

/** The receipt as it is kept in model.json: under a key of its own, so that later ones leave it alone. */
export function receiptMetadata(receipt: Receipt, at: Date): MetadataChange {
  const { sources, base, lines, skipped } = receipt;
  const date = at.toISOString();
  const left = Math.max(0, lines.length - MOST_LISTED) + Math.max(0, skipped.length - MOST_LISTED);
  return {
    key: `weightscope.injection.${date}`,
    value: {
      date,
      sources,
      ...(base === null ? {} : { base }),
      copied: lines.slice(0, MOST_LISTED).map((line) => recordOf(line, sources)),
      skipped: skipped.slice(0, MOST_LISTED).map(({ target, reason }) => ({ target, reason })),
      ...(left === 0 ? {} : { unlisted: left }),
    },
  };
}

function recordOf(line: ReceiptLine, sources: readonly string[]): Json {
  return {
    target: line.target,
    source: line.source,
    ...(sources.length > 1 ? { from: sources[line.from] ?? '' } : {}),
    matchedBy: line.by,
    rule: ruleFormula(line.rule),
    ...(line.part === null ? {} : { part: line.part }),
    changed: line.changed,
    values: line.values,
    normBefore: finite(line.normBefore),
    normAfter: finite(line.normAfter),
  };
}

/** JSON has no infinities. */
function finite(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null;
}
