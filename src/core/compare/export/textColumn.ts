/** A column of a table in text. */
export interface TextColumn {
  readonly title: string;
  /** Whether its cells are numbers, which stand to the right. */
  readonly number?: boolean;
}
