import { ModelMismatchError } from '../../core/errors';
import { shownName } from '../../core/format/sentence';
import type { Client } from '../../protocol/channel';
import type { PairingApi, PartnerCandidate, SidedTensor } from '../../protocol/pairing';
import { pickTensor } from '../pickTensor';

/**
 * Asks which tensor of the other side a tensor is paired with; undefined if the person chooses nothing.
 * @returns its name, or null where the pair made by hand is to be given up.
 * @throws ModelMismatchError where the other side has no tensor of its shape and type.
 */
export async function choosePartner(
  comparison: Client<PairingApi>,
  tensor: SidedTensor,
): Promise<string | null | undefined> {
  const { byHand, candidates } = await comparison.partners(tensor);
  const name = shownName(tensor.name);
  const [own, other] = tensor.side === 'a' ? ['A', 'B'] : ['B', 'A'];
  if (candidates.length === 0 && byHand === null)
    throw new ModelMismatchError(
      `${other} has no other tensor of the shape and type of ${name} that it could be paired with.`,
    );
  const chosen = await pickTensor<PartnerCandidate, null>(
    { title: `Partner of ${name} of ${own}`, placeHolder: `Which tensor of ${other} is it?` },
    [
      { label: 'not paired', tensors: candidates.filter(({ paired }) => paired === null) },
      { label: 'paired already', tensors: candidates.filter(({ paired }) => paired !== null) },
    ],
    ({ paired, doubt }) => ({
      beside: paired === null ? '' : `now with ${shownName(paired)} of ${own}`,
      below: doubt,
    }),
    byHand === null
      ? []
      : [{ label: '$(close) Unpair', description: `from ${shownName(byHand)}`, choice: null }],
  );
  return chosen === null ? null : chosen?.name;
}
