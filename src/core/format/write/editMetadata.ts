import { ModelMismatchError } from '../../errors';
import type { Json } from '../../json';
import type { MetadataChange } from '../../model/edits/edit';
import { isArrayAt, isObjectAt, member, members, rootSpan } from './jsonSpans';
import { appendMember, asciiJson, joined, removeMembers, type Splice, spliced } from './splice';

const FIELD = 'userDefinedMetadata';

/**
 * A model.json with members of its `userDefinedMetadata` set or removed, and not a byte changed
 * elsewhere. The object is made where there is none, and goes with its last member.
 * @param bytes of a model.json that was parsed without complaint
 * @throws ModelMismatchError where the file has no place for it
 */
export function editMetadata(bytes: Uint8Array, changes: readonly MetadataChange[]): Uint8Array {
  let made = bytes;
  for (const change of changes) made = joined(spliced(made, [...splicesOf(made, change)]));
  return made;
}

function splicesOf(bytes: Uint8Array, { key, value }: MetadataChange): Iterable<Splice> {
  const root = rootSpan(bytes);
  if (isArrayAt(bytes, root)) {
    throw new ModelMismatchError(
      'A bare list of weights has no userDefinedMetadata, so nothing can be kept there.',
    );
  }
  const metadata = member(bytes, root, FIELD);
  if (metadata === undefined) {
    return value === undefined ? [] : [appendMember(bytes, root, FIELD, { [key]: value })];
  }
  if (!isObjectAt(bytes, metadata)) {
    if (new TextDecoder().decode(bytes.subarray(metadata.start, metadata.end)) !== 'null')
      throw noObject();
    return value === undefined ? [] : [{ ...metadata, text: asciiJson({ [key]: value }) }];
  }
  const known = member(bytes, metadata, key);
  if (value !== undefined) {
    return [
      known === undefined
        ? appendMember(bytes, metadata, key, value)
        : { ...known, text: asciiJson(value) },
    ];
  }
  const isLast = [...members(bytes, metadata)].every((each) => each.key === key);
  return isLast ? removeMembers(bytes, root, FIELD) : removeMembers(bytes, metadata, key);
}

/** @throws ModelMismatchError where a model.json has no place for metadata. */
export function checkMetadataPlace(json: Json): void {
  editMetadata(new TextEncoder().encode(asciiJson(shell(json))), [{ key: '', value: null }]);
}

/** As much of the file as tells. */
function shell(json: Json): Json {
  if (typeof json !== 'object' || json === null || !Object.hasOwn(json, FIELD)) {
    return Array.isArray(json) ? [] : {};
  }
  const metadata = (json as Record<string, Json>)[FIELD] ?? null;
  const isObject = typeof metadata === 'object' && metadata !== null && !Array.isArray(metadata);
  return { [FIELD]: isObject ? {} : metadata };
}

function noObject(): ModelMismatchError {
  return new ModelMismatchError(
    `The ${FIELD} of this model.json is no object, so nothing can be kept in it.`,
  );
}
