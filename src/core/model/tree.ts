/**
 * The layer tree in pre-order, small enough to send whole: labels follow in pages. Row i spans its
 * descendants i+1 … end[i]-1.
 */
export interface TreeSkeleton {
  /** 0 at the top. */
  readonly depth: Uint16Array;
  readonly end: Uint32Array;
  /** Index of the weight that the row shows, or -1 for a node. */
  readonly weight: Int32Array;
}

export interface TreeRow {
  readonly kind: 'model' | 'layer' | 'scope' | 'op' | 'weight' | 'group';
  readonly name: string;
  /** Class of a layer, op type, or role of a weight. */
  readonly className: string;
  /** Output shape of a layer as text "(None, 6)", shape of a weight "2 × 6", '' if unknown. */
  readonly shape: string;
  /** Elements of the weight or of all weights beneath. */
  readonly parameters: number;
  /** The shape of a weight that is shown as a matrix of numbers first; others have none. */
  readonly sizes?: readonly number[];
  readonly trainable: boolean;
  /** The layer, or the weight's layer, is applied more than once. */
  readonly shared?: boolean;
  /** One sentence if something about this row cannot be shown. */
  readonly problem?: string;
}
