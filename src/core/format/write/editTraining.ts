import { ModelMismatchError } from '../../errors';
import type { Json } from '../../json';
import { isArrayAt, items, type JsonSpan, member, rootSpan } from './jsonSpans';
import type { TrainingPlan } from './planTraining';
import { appendMember, asciiJson, joined, removeMembers, type Splice, spliced } from './splice';

const CONFIG = 'trainingConfig';

/**
 * A model.json whose `trainingConfig` is set or removed and whose last groups of weights are replaced, with
 * not a byte changed elsewhere.
 * @param shard path of the file of the new slots.
 * @throws ModelMismatchError where the file has no place for them
 */
export function editTraining(bytes: Uint8Array, plan: TrainingPlan, shard: string): Uint8Array {
  const root = rootSpan(bytes);
  const groups = isArrayAt(bytes, root) ? undefined : member(bytes, root, 'weightsManifest');
  if (groups === undefined || !isArrayAt(bytes, groups))
    throw new ModelMismatchError(
      'This file has no place for a trainingConfig and the state of an optimizer.',
    );
  return joined(
    spliced(bytes, [
      ...configSplices(bytes, root, plan.config),
      ...groupSplices(bytes, groups, plan, shard),
    ]),
  );
}

function configSplices(
  bytes: Uint8Array,
  root: JsonSpan,
  config: Json | undefined,
): Iterable<Splice> {
  if (config === undefined) return removeMembers(bytes, root, CONFIG);
  const known = member(bytes, root, CONFIG);
  return known === undefined
    ? [appendMember(bytes, root, CONFIG, config)]
    : [{ ...known, text: asciiJson(config) }];
}

function groupSplices(
  bytes: Uint8Array,
  list: JsonSpan,
  { removed, slots: made }: TrainingPlan,
  shard: string,
): readonly Splice[] {
  const slots = made ?? [];
  const all = [...items(bytes, list)];
  const kept = all[all.length - removed.size - 1];
  const start = kept?.end ?? list.start + 1;
  const end = all.at(-1)?.end ?? start;
  if (slots.length === 0) return start === end ? [] : [{ start, end, text: '' }];
  const weights = slots.map(({ name, shape, dtype }): Json => ({
    name,
    shape,
    dtype,
    group: 'optimizer',
  }));
  const text = asciiJson({ paths: [shard], weights });
  return [{ start, end, text: kept === undefined ? text : `,${text}` }];
}
