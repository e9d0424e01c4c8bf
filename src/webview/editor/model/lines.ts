import { signal } from '@preact/signals';
import type { WeightLine } from '../../../protocol/model';
import { host, report } from '../host';
import { generation, overview } from '../state';

/** Lines asked for at once: about 200 KB a message. */
const PAGE = 2000;

/** Lines of the table of all weights, in the order of the file, as far as they have arrived. */
export const lines = signal<readonly WeightLine[]>([]);

let fetched = 0;

/** Fetches the lines of the open model, once. */
async function fetchLines(): Promise<void> {
  const opened = generation.value;
  const total = overview.value?.weightCount ?? 0;
  if (fetched === opened) return;
  fetched = opened;
  for (let start = 0; start < total; start += PAGE) {
    const more = await host.weightLines({ start, end: Math.min(start + PAGE, total) });
    if (opened !== generation.value) return;
    lines.value = start === 0 ? more : [...lines.value, ...more];
  }
  if (total === 0) lines.value = [];
}

/** A table that is on show follows the model. */
export function followLines(): () => void {
  return generation.subscribe(() => void fetchLines().catch(report));
}
