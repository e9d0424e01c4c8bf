/** Per column: value -> (value - mean) / std, with the population std. */
export interface Scaling {
  readonly mean: readonly number[];
  readonly std: readonly number[];
}

/** Rounded to 6 digits, so that whoever copies the figures from the metadata computes the same. */
export function fitScaling(rows: readonly (readonly number[])[]): Scaling {
  const columns = (rows[0] ?? []).map((_, column) => rows.map((row) => row[column] ?? NaN));
  const mean = columns.map((values) => round(average(values)));
  const std = columns.map((values, column) =>
    round(Math.sqrt(average(values.map((value) => (value - (mean[column] ?? NaN)) ** 2)))),
  );
  return { mean, std };
}

export function applyScaling(rows: readonly (readonly number[])[], scaling: Scaling): number[][] {
  return rows.map((row) =>
    row.map(
      (value, column) => (value - (scaling.mean[column] ?? NaN)) / (scaling.std[column] ?? NaN),
    ),
  );
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function round(value: number): number {
  return Number(value.toFixed(6));
}
