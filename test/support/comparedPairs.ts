import type { PairDifference, PairLine } from '../../src/core/compare/comparison';
import { pieceDifference } from '../../src/core/compare/pieceDifference';
import { tensorDifference } from '../../src/core/compare/tensorDifference';

/** A pair of two values, as a comparison's table has it. */
export function line(pair: number, layer: number, role: string, nameInB?: string): PairLine {
  const name = `l${layer}/${role}`;
  return {
    ...{ pair, a: pair, b: pair, name, nameInB: nameInB ?? name, layer, layerName: `l${layer}` },
    ...{
      layerClass: 'Dense',
      role,
      shape: '2',
      parameters: 2,
      by: 'name',
      doubt: null,
      storage: null,
    },
  };
}

export function compared(pair: number, a: readonly number[], b: readonly number[]): PairDifference {
  const piece = pieceDifference(Float32Array.from(a), Float32Array.from(b));
  return { pair, difference: tensorDifference([{ piece, start: 0 }]) };
}
