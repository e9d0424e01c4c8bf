/** An event of Chromium's trace format; times in microseconds. */
interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly ts: number;
  readonly dur?: number;
  /** Processor time of the thread in `dur`. */
  readonly tdur?: number;
  readonly pid: number;
  readonly tid: number;
  readonly args?: {
    readonly data?: {
      readonly url?: string;
      readonly functionName?: string;
      readonly type?: string;
    };
  };
}

/** A main-thread task in which the editor page's script ran. */
export interface PageTask {
  /** Milliseconds. */
  readonly took: number;
  /** The longest of what it did, as "Layout 3 ms", longest first. */
  readonly parts: readonly string[];
}

/** Script of the editor page, as its URL ends. */
const PAGE_SCRIPT = '/dist/editor.js';
/** The scheduler's own event, one for each task: other events ending in RunTask lie inside it. */
const TASK = 'ThreadControllerImpl::RunTask';
/** What a reader of the trace can act on: the page's functions and events, and what the browser does for them. */
const TELLING = new Set([
  'FunctionCall',
  'EventDispatch',
  'UpdateLayoutTree',
  'Layout',
  'PrePaint',
  'Paint',
  'Layerize',
  'MajorGC',
  'MinorGC',
  'Commit',
]);
const MOST_PARTS = 6;

/**
 * Main-thread tasks in which the editor page's script ran, longest first. A webview of the browser's
 * VS Code shares its thread with the workbench, whose own tasks are not ours.
 */
export function pageTasks(trace: Buffer): readonly PageTask[] {
  const { traceEvents } = JSON.parse(trace.toString('utf8')) as { traceEvents: TraceEvent[] };
  const complete = traceEvents.filter(({ ph }) => ph === 'X').sort((a, b) => a.ts - b.ts);
  const ours = complete.filter(({ args }) => args?.data?.url?.endsWith(PAGE_SCRIPT) === true);
  const threads = new Set(ours.map(thread));
  const tasks = complete.filter((event) => event.name === TASK && threads.has(thread(event)));
  const pages = tasks.filter((task) => ours.some((event) => isInside(event, task)));
  if (pages.length === 0) {
    throw new Error('The trace holds no task of the editor page: nothing was measured.');
  }
  return pages
    .sort((a, b) => took(b) - took(a))
    .map((task) => ({
      took: took(task),
      parts: complete
        .filter((event) => TELLING.has(event.name) && isInside(event, task))
        .sort((a, b) => took(b) - took(a))
        .slice(0, MOST_PARTS)
        .map((event) => `${nameOf(event)} ${took(event).toFixed(1)} ms`),
    }));
}

/**
 * Milliseconds of an event. Its time on the clock counts also what other programs took of the
 * processor; its processor time is counted in ticks of up to ten milliseconds. Either can only be
 * too long, so the shorter is the nearer.
 */
function took({ dur = 0, tdur = dur }: TraceEvent): number {
  return Math.min(dur, tdur) / 1000;
}

function nameOf({ name, args }: TraceEvent): string {
  const detail = args?.data?.functionName ?? args?.data?.type ?? '';
  return detail === '' ? name : `${name} ${detail}`;
}

function isInside(event: TraceEvent, task: TraceEvent): boolean {
  return (
    thread(task) === thread(event) &&
    task.ts <= event.ts &&
    task.ts + (task.dur ?? 0) >= event.ts + (event.dur ?? 0)
  );
}

function thread({ pid, tid }: TraceEvent): string {
  return `${pid}:${tid}`;
}
