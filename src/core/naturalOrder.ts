const COLLATOR = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** `epoch-2` before `epoch-10`, the same on every machine. */
export function naturalOrder(a: string, b: string): number {
  return COLLATOR.compare(a, b) || (a < b ? -1 : Number(a > b));
}
