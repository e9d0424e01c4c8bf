/** What a model learns from: one row of numbers in and one row of numbers out per example. */
export interface Examples {
  readonly inputs: readonly (readonly number[])[];
  readonly targets: readonly (readonly number[])[];
}

export interface Split {
  readonly training: Examples;
  readonly heldOut: Examples;
}

export function pick(examples: Examples, keep: (index: number) => boolean): Examples {
  return {
    inputs: examples.inputs.filter((_, index) => keep(index)),
    targets: examples.targets.filter((_, index) => keep(index)),
  };
}

/**
 * Rows 5, 10, 15, ... of the data set are never trained on. A rule that a reader can repeat in a
 * spreadsheet, and that takes each class in proportion also where rows are sorted by class.
 */
export function holdOutEveryFifth(examples: Examples): Split {
  const isHeldOut = (index: number): boolean => index % 5 === 4;
  return {
    training: pick(examples, (index) => !isHeldOut(index)),
    heldOut: pick(examples, isHeldOut),
  };
}

/** The class as a row of zeros with a one at its index. */
export function oneHot(index: number, classes: number): number[] {
  return Array.from({ length: classes }, (_, other) => (other === index ? 1 : 0));
}
