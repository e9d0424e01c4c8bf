/** Keeps values up to a budget of bytes and drops those unused for longest. */
export class Lru<Value> {
  private readonly entries = new Map<string, { readonly value: Value; readonly bytes: number }>();
  private used = 0;

  /** @param dropped Told of each value that had to go for want of room, or was cleared. */
  constructor(
    private readonly budget: number,
    private readonly dropped: (value: Value) => void = () => undefined,
  ) {}

  get bytes(): number {
    return this.used;
  }

  get size(): number {
    return this.entries.size;
  }

  /** The value, which from now on counts as the last used. */
  get(key: string): Value | undefined {
    const entry = this.entries.get(key);
    if (entry === undefined) return undefined;
    this.entries.delete(key);
    this.entries.set(key, entry);
    return entry.value;
  }

  has(key: string): boolean {
    return this.entries.has(key);
  }

  /** The value, which is no more used than before. */
  peek(key: string): Value | undefined {
    return this.entries.get(key)?.value;
  }

  /** `keep` names what must stay although the budget is spent: what is on screen right now. */
  set(key: string, value: Value, bytes: number, keep?: ReadonlySet<string>): void {
    this.delete(key);
    this.entries.set(key, { value, bytes });
    this.used += bytes;
    // A Map iterates in order of insertion: the oldest is first.
    for (const [old, entry] of this.entries) {
      if (this.used <= this.budget) break;
      if (old === key || keep?.has(old) === true) continue;
      this.entries.delete(old);
      this.used -= entry.bytes;
      this.dropped(entry.value);
    }
  }

  delete(key: string): void {
    const entry = this.entries.get(key);
    if (entry === undefined) return;
    this.entries.delete(key);
    this.used -= entry.bytes;
  }

  clear(): void {
    const dropped = [...this.entries.values()];
    this.entries.clear();
    this.used = 0;
    for (const { value } of dropped) this.dropped(value);
  }
}
