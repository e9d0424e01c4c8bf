import { type Json, property } from '../../json';
import type { Model } from '../model';
import type { Edit, MetadataChange } from './edit';

/** What edits leave in `userDefinedMetadata` other than the file has it; the last change of a key holds. */
export function metadataChanges(
  json: Model['json'],
  edits: readonly Edit[],
): readonly MetadataChange[] {
  const last = new Map(
    edits.flatMap(({ metadata = [] }) => metadata.map(({ key, value }) => [key, value] as const)),
  );
  return [...last]
    .map(([key, value]) => ({ key, value }))
    .filter(({ key, value }) => !isSame(storedMetadata(json, key), value));
}

/** The changes that give the file back what it has now under the keys of others. */
export function metadataBefore(
  json: Model['json'],
  changes: readonly MetadataChange[],
): readonly MetadataChange[] {
  return changes.map(({ key }) => ({ key, value: storedMetadata(json, key) }));
}

export function storedMetadata(json: Model['json'], key: string): Json | undefined {
  return property(property(json, 'userDefinedMetadata'), key);
}

function isSame(a: Json | undefined, b: Json | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
