/** A kernel and the plain loops that do the same work on the same values. */
export interface Race {
  readonly name: string;
  /** Bytes of float32 that go in or come out. */
  readonly bytes: number;
  readonly kernel: () => void;
  readonly twin: () => void;
}

/** Values of a piece of a scan: 1 MiB of float32. */
export const PIECE = 262_144;
