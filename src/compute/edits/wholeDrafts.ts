import { ModelMismatchError } from '../../core/errors';
import { shownName } from '../../core/format/sentence';
import type { Patch } from '../../core/model/edits/edit';
import { namesOf, number } from '../../core/model/edits/editNames';
import { canHold } from '../../core/model/edits/heldValue';
import { holdingOf } from '../../core/model/edits/holding';
import { muted } from '../../core/model/edits/muted';
import type { Weight } from '../../core/model/model';
import type { EditRequest } from '../../protocol/edit';
import type { OpenedModel } from '../openedModel';
import type { Draft, Making } from './making';
import { withoutIdle } from './withoutIdle';

type Request<Kind extends EditRequest['kind']> = Extract<EditRequest, { readonly kind: Kind }>;

export function fillDraft({ weights, value }: Request<'fill'>, opened: OpenedModel): Draft {
  const chosen = weightsOf(weights, opened);
  checkHeld(chosen, value, () => 'float32');
  return {
    weights: chosen,
    make: async (making) => {
      checkHeld(chosen, value, making.storageOf);
      const patches = chosen.map(({ index }): Patch => ({
        kind: 'constant',
        weight: index,
        slice: null,
        value,
      }));
      return {
        label: `Set ${namesOf(opened.model, chosen)} to ${number(value)}`,
        patches: await withoutIdle(patches, chosen, making),
      };
    },
  };
}

/** Integers are not scaled: most factors would leave them at values between two whole numbers. */
export function scaleDraft({ weights, factor }: Request<'scale'>, opened: OpenedModel): Draft {
  const chosen = weightsOf(weights, opened);
  if (!Number.isFinite(factor))
    throw new ModelMismatchError(`${number(factor)} is no factor to scale by.`);
  for (const weight of chosen)
    if (holdingOf(weight, undefined).kind !== 'float')
      throw new ModelMismatchError(
        `${shownName(weight.name)} holds ${kindOf(weight)}, and only tensors of floats are scaled. Nothing was changed.`,
      );
  return {
    weights: chosen,
    make: async (making) => {
      const patches = chosen.map(({ index }): Patch => ({
        kind: 'scale',
        weight: index,
        slice: null,
        factor,
      }));
      return {
        label: `Scale ${namesOf(opened.model, chosen)} by ${number(factor)}`,
        patches: await withoutIdle(patches, chosen, making),
      };
    },
  };
}

export function muteDraft({ weight: index, slice }: Request<'mute'>, opened: OpenedModel): Draft {
  const weight = opened.weight(index);
  const { model } = opened;
  const layer = model.nodes[weight.node];
  const together =
    layer === undefined ? [weight] : model.weights.filter(({ node }) => node === weight.node);
  const { what, patches } = muted(weight, slice, together);
  const touched = new Set(patches.map((patch) => patch.weight));
  const weights = together.filter((other) => touched.has(other.index));
  return {
    weights,
    make: async (making) => ({
      label: `Mute ${what} of ${shownName(layer?.name ?? weight.name)}`,
      patches: await withoutIdle(patches, weights, making),
    }),
  };
}

function checkHeld(
  weights: readonly Weight[],
  value: number,
  storageOf: Making['storageOf'],
): void {
  for (const weight of weights) {
    const storage = storageOf(weight);
    if (canHold(holdingOf(weight, storage), value)) continue;
    const held = storage === 'requantize' ? weight.quantization?.dtype : undefined;
    throw new ModelMismatchError(
      `${shownName(weight.name)} holds ${held ?? kindOf(weight)}, which cannot be set to ${number(value)}. Nothing was changed.`,
    );
  }
}

/** Each once, in the order asked. @throws RangeError where the model has no such weight. */
export function weightsOf(indices: readonly number[], opened: OpenedModel): Weight[] {
  return [...new Set(indices)].map((index) => opened.weight(index));
}

function kindOf({ dtype }: Weight): string {
  return dtype === 'string' ? 'text' : dtype;
}
