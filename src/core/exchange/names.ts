/**
 * How exported files name tensors. `.npz`, `.safetensors` and JSON carry the name of the manifest as
 * it is (`dense/kernel`); where one name occurs several times in an export, the second becomes
 * `dense/kernel (2)`. Lone surrogates, which UTF-8 cannot hold, become U+FFFD.
 */
export function tensorNames(names: readonly string[]): readonly string[] {
  return distinct(
    names.map((name) => name.replace(/\p{Cs}/gu, '\ufffd')),
    {
      numbered: (name, n) => `${name} (${n})`,
    },
  );
}

/** A zip holds names of 65,535 bytes; real ones stay under 200 characters. */
const MAX_ARCHIVE_NAME = 12_000;

/**
 * Member names of a `.npz` without their ".npy", so that `numpy.load` shows the tensor's own name.
 * What could lead out of the folder that an archive is unpacked into is percent-encoded: NUL and
 * backslash, a leading slash or drive, `..` between slashes. The member's comment has the true name.
 */
export function archiveNames(names: readonly string[]): readonly string[] {
  const safe = names.map((name) =>
    shortened(name, MAX_ARCHIVE_NAME)
      .replace(/[\0\\]/g, percent)
      .replace(/^\/|^[a-zA-Z]:/, (start) => start.replace(/[/:]/, percent))
      .replace(/(?<=^|\/)\.+(?=\/|$)/g, (dots) => dots.replace(/\./g, percent)),
  );
  return distinct(safe, { numbered: (name, n) => `${name} (${n})` });
}

/** Leaves room for an ending within the 255 bytes of a file name, four for a character. */
const MAX_FILE_NAME = 60;

/**
 * Names of files for tensors, without their ending: `dense/kernel` becomes `dense.kernel`. Only what
 * Windows, macOS and Linux all take; no two alike where upper and lower case are the same.
 */
export function fileNames(names: readonly string[], taken: readonly string[] = []): string[] {
  const safe = names.map((name) => {
    const plain = shortened(name.replaceAll('/', '.'), MAX_FILE_NAME)
      .replace(/[^\p{L}\p{N}\p{Emoji_Presentation}._() -]/gu, '_')
      .replace(/^[. ]+|[. ]+$/g, '_');
    return plain === '' || RESERVED.test(plain) ? `_${plain}` : plain;
  });
  const key = (name: string): string => name.normalize('NFKC').toLowerCase();
  return distinct(safe, { numbered: (name, n) => `${name} (${n})`, key, taken });
}

/** Devices of Windows, with any ending. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** Significant characters of an identifier that every C compiler tells apart (C99 5.2.4.1). */
const MAX_IDENTIFIER = 55;

/** Identifiers of C for tensors: `dense/kernel` of `model.h` becomes `model_dense_kernel`. */
export function identifiers(prefix: string, names: readonly string[]): string[] {
  const wanted = names.map((name) => {
    const plain = `${prefix}_${name}`.replace(/[^A-Za-z0-9]+/g, '_').replace(/^_+|_+$/g, '');
    const cut = plain.slice(0, MAX_IDENTIFIER);
    return /^[A-Za-z]/.test(cut) ? cut : `w_${cut}`;
  });
  return distinct(wanted, { numbered: (name, n) => `${name}_${n}`, taken: KEYWORDS });
}

/** Words with an underscore inside, which a prefix and a name can make. */
const KEYWORDS = (
  'static_assert static_cast const_cast dynamic_cast reinterpret_cast thread_local and_eq or_eq not_eq xor_eq ' +
  'co_await co_return co_yield int8_t int16_t int32_t int64_t uint8_t uint16_t uint32_t uint64_t wchar_t ' +
  'char8_t char16_t char32_t float_t double_t'
).split(' ');

interface Distinct {
  /** The n-th of the same name, n from 2. */
  readonly numbered: (name: string, n: number) => string;
  /** What must differ; by default the name itself. */
  readonly key?: (name: string) => string;
  readonly taken?: readonly string[];
}

/** In their order, each changed only where an earlier one has taken its name. */
function distinct(
  names: readonly string[],
  { numbered, key = (name) => name, taken = [] }: Distinct,
): string[] {
  // A name that stands in the list itself is left to its owner.
  const wanted = new Set(names.map(key));
  const used = new Set(taken.map(key));
  const counts = new Map<string, number>();
  return names.map((name) => {
    let unique = name;
    if (used.has(key(name))) {
      let n = counts.get(key(name)) ?? 1;
      do unique = numbered(name, ++n);
      while (used.has(key(unique)) || wanted.has(key(unique)));
      counts.set(key(name), n);
    }
    used.add(key(unique));
    return unique;
  });
}

function shortened(name: string, length: number): string {
  if (name.length <= length) return name;
  // Not between the halves of a character.
  return `${name.slice(0, length).replace(/\p{Cs}$/u, '')}…`;
}

function percent(character: string): string {
  const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0');
  return `%${code}`;
}
