import { ModelMismatchError } from '../../core/errors';
import { shownName } from '../../core/format/sentence';
import { emptyValues, type Numbers, valueKindOf } from '../../core/format/valueKind';
import { isChanged } from '../../core/model/edits/changedValues';
import type { Patch } from '../../core/model/edits/edit';
import { namesOf } from '../../core/model/edits/editNames';
import { canHold } from '../../core/model/edits/heldValue';
import { holdingOf } from '../../core/model/edits/holding';
import { type Draw, drawing } from '../../core/model/initializers/draw';
import type { Initializer } from '../../core/model/initializers/initializer';
import { forgetBias, initializerOf } from '../../core/model/initializers/initializerOf';
import { checkOrthogonal } from '../../core/model/initializers/orthogonal';
import { Random } from '../../core/model/initializers/random';
import type { Weight } from '../../core/model/model';
import type { EditRequest } from '../../protocol/edit';
import type { OpenedModel } from '../openedModel';
import { PIECE } from '../scan';
import type { Draft, Making } from './making';
import { weightsOf } from './wholeDrafts';
import { withoutIdle } from './withoutIdle';

/** A weight and how it begins. */
interface Beginning {
  readonly weight: Weight;
  readonly initializer: Initializer;
  /** Values of an LSTM's bias that begin at 1. */
  readonly ones: { readonly start: number; readonly end: number } | undefined;
}

/** Each weight as its layer's config says that it began; the same again for the same seed. */
export function initialiseDraft(
  { weights, seed }: Extract<EditRequest, { readonly kind: 'initialise' }>,
  opened: OpenedModel,
): Draft {
  if (!Number.isSafeInteger(seed) || seed < 0)
    throw new ModelMismatchError(`A seed is a whole number from 0 on, not ${seed}.`);
  const chosen = weightsOf(weights, opened);
  const beginnings = chosen.map((weight) => beginningOf(weight, opened));
  const isDrawn = beginnings.some(({ initializer }) => initializer.kind !== 'constant');
  return {
    weights: chosen,
    writesFiles: isDrawn,
    make: async (making) => {
      const patches: Patch[] = [];
      const total = chosen.reduce((sum, { size }) => sum + size, 0) || 1;
      let done = 0;
      for (const beginning of beginnings) {
        const { size } = beginning.weight;
        const progress = (fraction: number): void => {
          making.progress((done + fraction * size) / total);
        };
        patches.push(...(await patchesOf(beginning, seed, { ...making, progress })));
        done += size;
      }
      const names = namesOf(opened.model, chosen);
      return { label: `Initialise ${names}${isDrawn ? ` (seed ${seed})` : ''}`, patches };
    },
  };
}

/** @throws ModelMismatchError where the config does not tell, or the weight cannot be drawn so. */
function beginningOf(weight: Weight, { model }: OpenedModel): Beginning {
  const name = shownName(weight.name);
  const named = initializerOf(model, weight);
  if (named === undefined)
    throw new ModelMismatchError(
      `model.json does not say how ${name} begins, so it cannot be drawn anew. Set it to a value instead.`,
    );
  const { initializer } = named;
  if (initializer === undefined)
    throw new ModelMismatchError(
      `${name} begins by "${shownName(named.name)}", which is not known here. Set it to a value instead.`,
    );
  const holding = holdingOf(weight, 'float32');
  const fits =
    initializer.kind === 'constant'
      ? canHold(holding, initializer.value)
      : holding.kind === 'float' && weight.dtype !== 'complex64';
  if (!fits)
    throw new ModelMismatchError(
      `${name} holds ${weight.dtype}, which "${shownName(named.name)}" does not give.`,
    );
  if (initializer.kind === 'orthogonal') checkOrthogonal(name, weight.shape);
  if (initializer.kind === 'identity' && weight.shape.length !== 2)
    throw new ModelMismatchError(`${name} is no matrix, and only a matrix can begin as identity.`);
  return { weight, initializer, ones: forgetBias(model, weight) };
}

async function patchesOf(
  beginning: Beginning,
  seed: number,
  making: Making,
): Promise<readonly Patch[]> {
  const { weight, initializer, ones } = beginning;
  const { index } = weight;
  const kind = valueKindOf(weight);
  if (kind === 'string') return [];
  if (initializer.kind === 'constant') {
    const { value } = initializer;
    const whole: Patch = { kind: 'constant', weight: index, slice: null, value };
    if (ones === undefined) return withoutIdle([whole], [weight], making);
    const positions = Float64Array.from(
      { length: ones.end - ones.start },
      (_, i) => ones.start + i,
    );
    const values = emptyValues(kind, positions.length).fill(1 as never);
    const open: Patch = { kind: 'cells', weight: index, positions, values };
    return withoutIdle([whole, open], [weight], making);
  }
  const { store, turn, progress } = making;
  if (store === undefined)
    throw new Error('There is no folder for whole tensors of new values, so none can be drawn.');
  const random = Random.from(seed, index);
  const prepared = (fraction: number): void => progress(fraction / 2);
  const draw = await drawing(initializer, weight.shape, random, turn, prepared);
  try {
    const file = await store.write(drawn(beginning, draw, making));
    return [{ kind: 'values', weight: index, file }];
  } catch (error) {
    if (error instanceof SameValuesError) return [];
    throw error;
  }
}

/** What was drawn is what was there: the file is not worth keeping. */
class SameValuesError extends Error {}

async function* drawn(
  { weight, ones }: Beginning,
  draw: Draw,
  { opened, values: before, turn, progress, storageOf }: Making,
): AsyncGenerator<Numbers> {
  const holding = holdingOf(weight, storageOf(weight));
  const kind = valueKindOf(weight);
  if (holding.kind !== 'float' || kind === 'string') return;
  const { read } = opened.scanned(weight, 'edited', before);
  let differs = false;
  for (let start = 0; start < weight.size; start += PIECE) {
    const values = emptyValues(kind, Math.min(PIECE, weight.size - start)) as
      Float32Array | Float64Array;
    for (let i = 0; i < values.length; i++) values[i] = holding.round(draw(start + i));
    if (ones !== undefined)
      values.fill(1, Math.max(0, ones.start - start), Math.max(0, ones.end - start));
    differs ||= isChanged(await read(start, start + values.length), values);
    yield values;
    progress(0.5 + (start + values.length) / weight.size / 2);
    await turn();
  }
  if (!differs) throw new SameValuesError();
}
