/** A piece of a text, and whether it is a match. */
export interface Piece {
  readonly text: string;
  readonly match: boolean;
}

/** Cuts a text at each place where it contains `wanted`, ignoring case. An empty `wanted` matches nowhere. */
export function highlight(text: string, wanted: string): Piece[] {
  const needle = wanted.toLowerCase();
  const haystack = text.toLowerCase();
  // Lower case of some letters is longer (İ): places found in it would not be places in the text.
  if (needle === '' || haystack.length !== text.length) return [{ text, match: false }];
  const pieces: Piece[] = [];
  let from = 0;
  for (let at = haystack.indexOf(needle); at >= 0; at = haystack.indexOf(needle, from)) {
    if (at > from) pieces.push({ text: text.slice(from, at), match: false });
    from = at + needle.length;
    pieces.push({ text: text.slice(at, from), match: true });
  }
  if (from < text.length) pieces.push({ text: text.slice(from), match: false });
  return pieces;
}
