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
  const complete = traceEvents
    .filter(({ ph }) => ph === 'X')
    .sort((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0));
  const ours = complete.filter(({ args }) => args?.data?.url?.endsWith(PAGE_SCRIPT) === true);
  const threads = new Set(ours.map(thread));
  const tasks = complete.filter((event) => event.name === TASK && threads.has(thread(event)));
  const pages = tasks.filter((task) => ours.some((event) => isInside(event, task)));
  if (pages.length === 0) {
    throw new Error('The trace holds no task of the editor page: nothing was measured.');
  }
  return pages
    .map((task) => {
      const inside = complete.filter((event) => isInside(event, task));
      const spent = spentIn(inside);
      const took = (event: TraceEvent): number => (spent.get(event) ?? 0) / 1000;
      return {
        took: took(task),
        parts: inside
          .filter(({ name }) => TELLING.has(name))
          .sort((a, b) => took(b) - took(a))
          .slice(0, MOST_PARTS)
          .map((event) => `${nameOf(event)} ${took(event).toFixed(1)} ms`),
      };
    })
    .sort((a, b) => b.took - a.took);
}

/**
 * Microseconds spent in each event of a task. The time on the clock counts also what other programs
 * took of the processor; the thread's processor time jumps now and then by ten milliseconds, where a
 * virtual machine sets its clock. Either can only be too long, so of each event's own time, that of
 * the events inside taken off, the shorter counts.
 * @param events nested in each other, those outside before those inside
 */
function spentIn(events: readonly TraceEvent[]): ReadonlyMap<TraceEvent, number> {
  const around: TraceEvent[] = [];
  const parents = new Map<TraceEvent, TraceEvent>();
  const own = new Map(events.map((event) => [event, { ...timesOf(event) }]));
  for (const event of events) {
    for (
      let last = around.at(-1);
      last !== undefined && !isInside(event, last);
      last = around.at(-1)
    ) {
      around.pop();
    }
    const parent = around.at(-1);
    const left = parent === undefined ? undefined : own.get(parent);
    if (parent !== undefined && left !== undefined) {
      parents.set(event, parent);
      const { clock, processor } = timesOf(event);
      left.clock -= clock;
      left.processor -= processor;
    }
    around.push(event);
  }
  const spent = new Map<TraceEvent, number>();
  for (const event of [...events].reverse()) {
    const { clock, processor } = own.get(event) ?? timesOf(event);
    const whole = (spent.get(event) ?? 0) + Math.max(0, Math.min(clock, processor));
    spent.set(event, whole);
    const parent = parents.get(event);
    if (parent !== undefined) spent.set(parent, (spent.get(parent) ?? 0) + whole);
  }
  return spent;
}

function timesOf({ dur = 0, tdur = dur }: TraceEvent): { clock: number; processor: number } {
  return { clock: dur, processor: tdur };
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
