/**
 * A text for a notification, where VS Code makes links of `[text](address)`, to commands too: names of
 * files and tensors stand in it, and are to stay names.
 */
export function unlinked(text: string): string {
  return text.replaceAll('](', ']\u200b(');
}
