/** Pieces that one side brings and the other asks for. */
export class Handover<Piece> implements AsyncIterable<Piece> {
  private readonly waiting: { readonly piece: Piece; readonly taken: () => void }[] = [];
  private wake: () => void = () => undefined;
  private ended: { readonly error?: Error } | undefined;
  private deaf = false;

  /** Resolves when the piece is dealt with: the next is asked for, or none any more. */
  async put(piece: Piece): Promise<void> {
    if (this.deaf) return;
    await new Promise<void>((taken) => {
      this.waiting.push({ piece, taken });
      this.wake();
    });
  }

  /** No more will come. @param error thrown at whoever asks, where what came is not to be kept. */
  end(error?: Error): void {
    this.ended ??= error === undefined ? {} : { error };
    this.wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Piece> {
    try {
      for (;;) {
        const [next] = this.waiting;
        if (this.ended?.error !== undefined) throw this.ended.error;
        if (next !== undefined) {
          yield next.piece;
          this.waiting.shift();
          next.taken();
        } else if (this.ended !== undefined) return;
        else await new Promise<void>((resolve) => (this.wake = resolve));
      }
    } finally {
      this.deaf = true;
      for (const { taken } of this.waiting.splice(0)) taken();
    }
  }
}
