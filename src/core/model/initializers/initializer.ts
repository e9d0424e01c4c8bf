/** How the values of a weight begin, in the terms of `keras.initializers`. */
export type Initializer =
  | { readonly kind: 'constant'; readonly value: number }
  /** In [low, high). */
  | { readonly kind: 'uniform'; readonly low: number; readonly high: number }
  | {
      readonly kind: 'normal';
      readonly mean: number;
      readonly stddev: number;
      /** Drawn again beyond two stddev, so that values spread less than stddev says. */
      readonly truncated: boolean;
    }
  | {
      readonly kind: 'scaling';
      readonly scale: number;
      readonly mode: 'fan_in' | 'fan_out' | 'fan_avg';
      readonly distribution: 'uniform' | 'truncated_normal' | 'untruncated_normal';
    }
  | { readonly kind: 'orthogonal'; readonly gain: number }
  | { readonly kind: 'identity'; readonly gain: number };
