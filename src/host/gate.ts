/** Lets through those who wait once it is opened; may be shut again. */
export class Gate {
  private isOpen = false;
  private waiting: (() => void)[] = [];

  get opened(): boolean {
    return this.isOpen;
  }

  open(): void {
    this.isOpen = true;
    for (const go of this.waiting.splice(0)) go();
  }

  shut(): void {
    this.isOpen = false;
  }

  async pass(): Promise<void> {
    if (!this.isOpen) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }
}
