import { printable } from '../../format/sentence';

const SIGNS: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Names come from files: nothing in them is HTML, nor turns the text around them. */
export function htmlText(raw: string): string {
  return printable(raw.replace(/[&<>"']/g, (sign) => SIGNS[sign] ?? ''));
}
