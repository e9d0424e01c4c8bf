/** An event of Chromium's trace format; times in microseconds. */
interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly ts: number;
  readonly dur?: number;
  readonly pid: number;
  readonly tid: number;
  readonly args?: { readonly data?: { readonly url?: string } };
}

/** Script of the editor page, as its URL ends. */
const PAGE_SCRIPT = '/dist/editor.js';

/**
 * Milliseconds of the longest main-thread task in which the editor page's script ran. A webview of
 * the browser's VS Code shares its thread with the workbench, whose own tasks are not ours.
 */
export function longestPageTask(trace: Buffer): number {
  const { traceEvents } = JSON.parse(trace.toString('utf8')) as { traceEvents: TraceEvent[] };
  const ours = traceEvents.filter(
    ({ ph, args }) => ph === 'X' && args?.data?.url?.endsWith(PAGE_SCRIPT) === true,
  );
  const threads = new Set(ours.map(thread));
  const tasks = traceEvents.filter(
    (event) => event.ph === 'X' && event.name.endsWith('RunTask') && threads.has(thread(event)),
  );
  if (ours.length === 0 || tasks.length === 0) {
    throw new Error('The trace holds no task of the editor page: nothing was measured.');
  }
  tasks.sort((a, b) => a.ts - b.ts);
  let longest = 0;
  for (const event of ours) {
    for (const task of tasksAround(tasks, event)) longest = Math.max(longest, task.dur ?? 0);
  }
  return longest / 1000;
}

function tasksAround(tasks: readonly TraceEvent[], event: TraceEvent): readonly TraceEvent[] {
  return tasks.filter(
    (task) =>
      thread(task) === thread(event) &&
      task.ts <= event.ts &&
      task.ts + (task.dur ?? 0) >= event.ts + (event.dur ?? 0),
  );
}

function thread({ pid, tid }: TraceEvent): string {
  return `${pid}:${tid}`;
}
