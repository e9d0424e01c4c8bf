/** A name from a file as a cell; a spreadsheet would take one that begins with one of these signs for a formula. */
export function nameCell(text: string): string {
  return csvCell(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);
}

/** Text as a cell of a CSV file, quoted where it must be (RFC 4180). */
export function csvCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
