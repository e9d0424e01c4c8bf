/** "about 5 s", "about 3 min", "about 2 h". */
export function timeText(seconds: number): string {
  if (seconds < 90) return `about ${Math.max(1, Math.round(seconds))} s`;
  if (seconds < 5_400) return `about ${Math.round(seconds / 60)} min`;
  return `about ${Number((seconds / 3_600).toPrecision(2))} h`;
}
