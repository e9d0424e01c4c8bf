import type { Uri } from 'vscode';

/**
 * Which version of a model a comparison is about: `open` is what its editor holds, or its files where no
 * editor holds edits; `saved` its files in any case.
 */
export type Version =
  | { readonly kind: 'open' }
  | { readonly kind: 'saved' }
  | { readonly kind: 'commit'; readonly ref: string };

const SAVED = 'saved';
const COMMIT = 'commit:';

/** An address that names the version too, in its fragment. Inverse of `versionOf`. */
export function atVersion(file: Uri, version: Version): Uri {
  const fragments = { open: '', saved: SAVED, commit: COMMIT };
  const ref = version.kind === 'commit' ? version.ref : '';
  return file.with({ fragment: fragments[version.kind] + ref });
}

export function versionOf({ fragment }: Pick<Uri, 'fragment'>): Version {
  if (fragment === SAVED) return { kind: 'saved' };
  if (fragment.startsWith(COMMIT)) return { kind: 'commit', ref: fragment.slice(COMMIT.length) };
  return { kind: 'open' };
}

/** The address without its version. */
export function fileOf(address: Uri): Uri {
  return address.with({ fragment: '' });
}
