/**
 * A text as VS Code shows it to the letter. In what it shows it makes links of `[text](address)`, to commands too, and
 * pictures of `$(name)`; names of files and tensors stand in it, and are to stay names.
 */
export function plainText(text: string): string {
  return text.replaceAll('](', ']\u200b(').replaceAll('$(', '$\u200b(');
}
