/** Milliseconds between two progress messages of one request. */
const PROGRESS_INTERVAL_MS = 50;

/** Sends one value in each interval; the others are dropped. */
export function throttle<Value>(send: (value: Value) => void): (value: Value) => void {
  let sent = performance.now();
  return (value) => {
    if (performance.now() - sent < PROGRESS_INTERVAL_MS) return;
    sent = performance.now();
    send(value);
  };
}
