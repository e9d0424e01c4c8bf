import { decodeString, isArrayAt, items, type JsonSpan, member, rootSpan } from './jsonSpans';
import type { AffineQuantization } from './quantizationFor';
import { asciiJson, removeMembers, type Splice, spliced } from './splice';

/** What becomes of a model.json when its weights are saved. */
export interface ManifestEdits {
  readonly paths: readonly PathEdit[];
  readonly entries: readonly EntryEdit[];
}

export interface PathEdit {
  readonly group: number;
  /** Position in the group's `paths`. */
  readonly shard: number;
  readonly from: string;
  readonly to: string;
}

export interface EntryEdit {
  readonly group: number;
  /** Position in the group's `weights`. */
  readonly position: number;
  /** Null where the weight is no longer quantized. */
  readonly quantization: Pick<AffineQuantization, 'scale' | 'min'> | null;
}

/**
 * The file in pieces, with those edits and not a byte changed elsewhere: unknown fields, order,
 * white space, numbers beyond double precision and keys that occur twice stay as they are.
 * @param bytes of a model.json (or bare manifest) that was parsed without complaint
 * @throws RangeError where the manifest is not the one that the edits were made for
 */
export function editManifest(bytes: Uint8Array, edits: ManifestEdits): readonly Uint8Array[] {
  return spliced(bytes, spliceGroups(bytes, edits));
}

function* spliceGroups(bytes: Uint8Array, { paths, entries }: ManifestEdits): Generator<Splice> {
  const pathsByGroup = byGroup(paths);
  const entriesByGroup = byGroup(entries);
  let group = 0;
  for (const span of items(bytes, groupsSpan(bytes))) {
    const renamed = pathsByGroup.get(group) ?? [];
    const converted = entriesByGroup.get(group) ?? [];
    if (renamed.length > 0) yield* splicePaths(bytes, listIn(bytes, span, 'paths'), renamed);
    if (converted.length > 0)
      yield* spliceEntries(bytes, listIn(bytes, span, 'weights'), converted);
    group += 1;
  }
}

function byGroup<Edit extends { readonly group: number }>(
  edits: readonly Edit[],
): ReadonlyMap<number, readonly Edit[]> {
  const grouped = new Map<number, Edit[]>();
  for (const edit of edits) {
    const others = grouped.get(edit.group);
    if (others === undefined) grouped.set(edit.group, [edit]);
    else others.push(edit);
  }
  return grouped;
}

function groupsSpan(bytes: Uint8Array): JsonSpan {
  const root = rootSpan(bytes);
  if (isArrayAt(bytes, root)) return root;
  return member(bytes, root, 'weightsManifest') ?? changed();
}

function listIn(bytes: Uint8Array, group: JsonSpan, key: string): JsonSpan {
  return member(bytes, group, key) ?? changed();
}

function* splicePaths(
  bytes: Uint8Array,
  list: JsonSpan,
  edits: readonly PathEdit[],
): Generator<Splice> {
  const byShard = new Map(edits.map((edit) => [edit.shard, edit]));
  let shard = 0;
  for (const span of items(bytes, list)) {
    const edit = byShard.get(shard++);
    if (edit === undefined) continue;
    if (decodeString(bytes, span) !== edit.from) changed();
    yield { ...span, text: asciiJson(edit.to) };
  }
}

function* spliceEntries(
  bytes: Uint8Array,
  list: JsonSpan,
  edits: readonly EntryEdit[],
): Generator<Splice> {
  const byPosition = new Map(edits.map((edit) => [edit.position, edit]));
  let position = 0;
  for (const span of items(bytes, list)) {
    const edit = byPosition.get(position++);
    if (edit === undefined) continue;
    if (edit.quantization === null) {
      yield* removeMembers(bytes, span, 'quantization');
      continue;
    }
    const quantization = member(bytes, span, 'quantization') ?? changed();
    const { scale, min } = edit.quantization;
    yield { ...(member(bytes, quantization, 'scale') ?? changed()), text: JSON.stringify(scale) };
    yield { ...(member(bytes, quantization, 'min') ?? changed()), text: JSON.stringify(min) };
  }
}

function changed(): never {
  throw new RangeError('The manifest is not the one that was opened.');
}
