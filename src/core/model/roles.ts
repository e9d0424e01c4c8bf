import type { JsonObject } from '../json';
import { ROLES_BY_NAME } from './roles/byName';
import { CONVOLUTION_ROLES } from './roles/convolution';
import { DENSE_ROLES } from './roles/dense';
import { NORMALIZATION_ROLES } from './roles/normalization';
import { OPTIMIZER_ROLES } from './roles/optimizer';
import { RECURRENT_ROLES } from './roles/recurrent';
import { isPresent, type ClassRoles, type RoleSpec } from './roles/roleSpec';

type Roles = ReadonlyMap<string, RoleSpec>;

const asMap = (roles: ClassRoles): Roles => new Map(Object.entries(roles));

const BY_CLASS: ReadonlyMap<string, Roles> = new Map(
  Object.entries({
    ...DENSE_ROLES,
    ...CONVOLUTION_ROLES,
    ...RECURRENT_ROLES,
    ...NORMALIZATION_ROLES,
  }).map(([className, roles]) => [className, asMap(roles)]),
);
/** Layer classes whose weights are known. */
export const LAYER_CLASSES: readonly string[] = [...BY_CLASS.keys()];
const BY_NAME = asMap(ROLES_BY_NAME);
const BY_SLOT = asMap(OPTIMIZER_ROLES);

/** Position of each role in a layer: kernel, …, bias; what is not trained comes last. */
const RANKS: ReadonlyMap<string, number> = ranks();

/** The weight `key` of a layer: its name below the layer, `kernel` or `query/kernel`. */
export function specInLayer(className: string, key: string): RoleSpec | undefined {
  const ofClass = BY_CLASS.get(className);
  const whole = ofClass?.get(key);
  if (whole !== undefined) return whole;
  const last = lastToken(key);
  return ofClass?.get(last) ?? BY_NAME.get(last);
}

/** A weight of unknown class, by the last part of its name alone. */
export function specByName(name: string): RoleSpec | undefined {
  return BY_NAME.get(lastToken(name));
}

export function slotSpec(name: string): RoleSpec | undefined {
  return BY_SLOT.get(lastToken(name));
}

/** Names of the weights that a layer of this class and config has, in the order of `layer.weights`. */
export function weightKeys(className: string, config: JsonObject | undefined): readonly string[] {
  const keys: string[] = [];
  for (const [key, spec] of BY_CLASS.get(className) ?? [])
    if (isPresent(spec, config)) keys.push(key);
  return keys;
}

export function isKnownKey(className: string, key: string): boolean {
  return BY_CLASS.get(className)?.has(key) ?? false;
}

/** For sorting the weights of one layer. */
export function roleRank(role: string): number {
  return RANKS.get(role) ?? RANKS.size;
}

export function lastToken(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}

function ranks(): Map<string, number> {
  const all = [...BY_CLASS.values(), BY_NAME, BY_SLOT].flatMap((roles) => [...roles.values()]);
  const order = [
    // Keras lists every kernel of a layer before its bias.
    ...all.filter((spec) => spec.trainable !== false && spec.role.endsWith('kernel')),
    ...all.filter((spec) => spec.trainable !== false),
    ...all,
  ];
  const positions = new Map<string, number>();
  for (const { role } of order) if (!positions.has(role)) positions.set(role, positions.size);
  return positions;
}
