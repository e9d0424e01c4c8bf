import type { Method } from './channel';
import type { PlanWeight } from './inject';

/** A tensor of one of the two models of a comparison. */
export interface SidedTensor {
  readonly side: 'a' | 'b';
  readonly name: string;
}

/** A tensor of the other model, of the same shape, that may be paired by hand. */
export interface PartnerCandidate extends PlanWeight {
  /** Name of the tensor that it is paired with as things stand; null where it is alone. */
  readonly paired: string | null;
  /** In what the two differ besides their values, one sentence; null where they stand for the same. */
  readonly doubt: string | null;
}

export interface Partners {
  /** Name of the tensor that it is paired with by hand, null where it is not. */
  readonly byHand: string | null;
  /** All but the present partner: those that are alone first, and of these those of its own role and class. */
  readonly candidates: readonly PartnerCandidate[];
}

/** Pairing by hand, for the host, which asks the person. */
export interface PairingApi {
  /** @throws ModelMismatchError where the name does not lead to one tensor. */
  partners: Method<SidedTensor, Partners>;
}
