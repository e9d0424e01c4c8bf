import { printable } from './format/sentence';

/** Names come from files: nothing in them is Markdown or HTML, nor turns the text around them. */
export function cell(text: string): string {
  const line = printable(text.replace(/[\r\n]+/g, ' '));
  return line.replace(/[\\`*_{}[\]<>#|~&]/g, (sign) => `\\${sign}`);
}
