/** One folder below samples/, made in memory. */
export interface Sample {
  readonly folder: string;
  /** File name to contents. */
  readonly files: ReadonlyMap<string, Uint8Array | string>;
  /** What the trained model reached, for the terminal and the README. */
  readonly result: string;
}

/** `epochs` overrides the sample's own number, for quick trials. */
export type MakeSample = (epochs?: number) => Promise<Sample>;
