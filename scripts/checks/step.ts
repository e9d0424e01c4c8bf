export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  /** Said in the table instead of counts, for example why nothing ran. */
  readonly note?: string;
}

/** One check of `npm test`; prints as it goes and throws or counts what failed. */
export interface Step {
  readonly name: string;
  readonly does: string;
  /** Steps that say the same group run at the same time; what each prints is kept together. */
  readonly group?: string;
  run(print: (text: string) => void): Promise<Outcome>;
}

export const passed: Outcome = { passed: 1, failed: 0 };
export const failed: Outcome = { passed: 0, failed: 1 };
