/** Weight of the newest measurement in the running speed. */
const NEWEST = 0.2;

/** Throughput and time left, without the time in which a run was paused. */
export class Pace {
  private rate: number | undefined;
  private since = performance.now();
  private rows = 0;

  constructor(private rowsLeft: number) {}

  done(rows: number): void {
    this.rows += rows;
    this.rowsLeft -= rows;
  }

  /** After a pause, or work that is no training. */
  skip(): void {
    this.since = performance.now();
    this.rows = 0;
  }

  read(): { readonly rowsPerSecond: number; readonly secondsLeft: number } {
    const now = performance.now();
    if (this.rows > 0 && now > this.since) {
      const rate = (1000 * this.rows) / (now - this.since);
      this.rate = this.rate === undefined ? rate : NEWEST * rate + (1 - NEWEST) * this.rate;
      this.since = now;
      this.rows = 0;
    }
    const rowsPerSecond = this.rate ?? 0;
    return {
      rowsPerSecond,
      secondsLeft: rowsPerSecond === 0 ? 0 : Math.max(0, this.rowsLeft) / rowsPerSecond,
    };
  }
}
