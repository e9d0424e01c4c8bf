import { countBelow } from './loops/countBins';
import { emptyScan, scanBlock } from './loops/scanBlock';
import { addScan, emptyMoments } from './moments';
import type { Statistics } from './statistics';
import { nearZeroLimit, toStatistics } from './toStatistics';
import { type Measurable, widen } from './widen';

/** Values of a small bias. With so few, quantiles and histogram take most of the time of `Measuring`. */
export const FEW = 256;

/** The statistics that `Measuring` gives, to the bit, of at most FEW values. */
export function statisticsOfFew(values: Measurable): Statistics {
  const { length } = values;
  const moments = emptyMoments();
  widen(values, 0, length, few);
  scanBlock(few, length, scan);
  addScan(moments, scan, length, 0, (value) => few.indexOf(value));
  const limit = nearZeroLimit(moments);
  return toStatistics(moments, countBelow(few, length, Number.isFinite(limit) ? limit : 0));
}

/** Shared: nothing is kept in them between two calls. */
const few = new Float64Array(FEW);
const scan = emptyScan();
