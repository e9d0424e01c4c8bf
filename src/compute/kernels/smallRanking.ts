/** Order statistics of a small tensor of float32, by a sort. */
export class SmallRanking {
  private readonly collected: Float32Array;
  private length = 0;
  private sorted: Float32Array | undefined;

  constructor(count: number) {
    this.collected = new Float32Array(count);
  }

  /** @param bytes Of float32, at any alignment. */
  add(bytes: Uint8Array): void {
    new Uint8Array(this.collected.buffer, 4 * this.length).set(bytes);
    this.length += bytes.byteLength / 4;
  }

  /** The value of a rank among the finite ones. */
  value(rank: number): number | undefined {
    this.sorted ??= this.collected.filter(Number.isFinite).sort();
    // Adding 0 turns -0 into 0.
    return (this.sorted[rank] ?? NaN) + 0;
  }
}
