/** Begins to watch this process' memory; the result tells how far its peak has risen since, in MB. */
export function watchResidentMemory(): () => number {
  const before = process.memoryUsage.rss();
  return () => Math.max(0, process.resourceUsage().maxRSS * 1024 - before) / 2 ** 20;
}
