import type { Candidate, SourceInfo } from '../../protocol/inject';
import { pickTensor } from '../pickTensor';

/** Asks which weight goes into `target`: those that fit, then those that do not, with the reason. */
export function pickCandidate(
  target: string,
  candidates: readonly Candidate[],
  sources: readonly SourceInfo[],
): Promise<Candidate | undefined> {
  const labelOf = (source: number): string => sources.find(({ id }) => id === source)?.label ?? '';
  return pickTensor(
    { title: `Source of ${target}`, placeHolder: 'Which tensor goes into it?' },
    [
      { label: 'fits', tensors: candidates.filter(({ reason }) => reason === null) },
      { label: 'does not fit', tensors: candidates.filter(({ reason }) => reason !== null) },
    ],
    ({ source, reason }) => ({
      beside: sources.length > 1 ? labelOf(source) : '',
      below: reason,
    }),
  );
}
