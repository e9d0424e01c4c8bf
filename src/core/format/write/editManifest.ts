import {
  decodeString,
  isArrayAt,
  items,
  type JsonMember,
  type JsonSpan,
  member,
  members,
  rootSpan,
} from './jsonSpans';
import type { AffineQuantization } from './quantizationFor';

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

/** New bytes in the place of [start, end). */
interface Splice extends JsonSpan {
  readonly text: string;
}

/**
 * The file in pieces, with those edits and not a byte changed elsewhere: unknown fields, order,
 * white space, numbers beyond double precision and keys that occur twice stay as they are.
 * @param bytes of a model.json (or bare manifest) that was parsed without complaint
 * @throws RangeError where the manifest is not the one that the edits were made for
 */
export function editManifest(bytes: Uint8Array, edits: ManifestEdits): readonly Uint8Array[] {
  const splices = [...spliceGroups(bytes, edits)].sort((a, b) => a.start - b.start);
  const pieces: Uint8Array[] = [];
  let at = 0;
  for (const { start, end, text } of splices) {
    pieces.push(bytes.subarray(at, start), asciiBytes(text));
    at = end;
  }
  pieces.push(bytes.subarray(at));
  return pieces;
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

/** All members of that key, each with the comma and the space that set it apart from the others. */
function* removeMembers(bytes: Uint8Array, object: JsonSpan, key: string): Generator<Splice> {
  const all = [...members(bytes, object)];
  let kept: JsonMember | undefined;
  for (const [index, each] of all.entries()) {
    if (each.key !== key) {
      kept = each;
      continue;
    }
    const next = all[index + 1];
    // With one kept before, what follows it goes; else what comes before the next.
    const start = kept === undefined ? each.start : (all[index - 1]?.value.end ?? each.start);
    const end = kept === undefined ? (next?.start ?? each.value.end) : each.value.end;
    yield { start, end, text: '' };
  }
}

/** JSON that is the same in every encoding. */
function asciiJson(text: string): string {
  return JSON.stringify(text).replace(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function asciiBytes(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

function changed(): never {
  throw new RangeError('The manifest is not the one that was opened.');
}
