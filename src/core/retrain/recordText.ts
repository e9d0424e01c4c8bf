/** One epoch of a record, as it was measured. */
interface RecordedEpoch {
  readonly epoch: number;
  readonly running: number;
  readonly training: RecordedMeasures | null;
  readonly validation: RecordedMeasures | null;
}

interface RecordedMeasures {
  readonly rows: number;
  readonly loss: number;
  readonly penalty: number;
  readonly metrics: readonly number[];
}

/** What a run was made of: enough to do it again and get the same bits on the same backend. */
export interface RunRecord {
  readonly model: string;
  /** ISO 8601, when the run began. */
  readonly date: string;
  readonly extension: string;
  readonly backend: { readonly backend: string; readonly versions: string };
  readonly data: {
    readonly file: string;
    readonly validationFile: string | null;
    /** SHA-256 of the values of the training rows, inputs then targets. */
    readonly sha256: string;
    readonly trainingRows: number;
    readonly validationRows: number;
    readonly choice: object;
    readonly validation: object;
  };
  readonly settings: object & { readonly metrics: readonly string[] };
  readonly ended: string;
  readonly failure: string | null;
  readonly keptEpoch: number;
  readonly seconds: number;
  readonly history: readonly RecordedEpoch[];
  readonly movement: readonly {
    readonly name: string;
    readonly moved: number | null;
    readonly degrees: number | null;
    readonly text: string;
  }[];
}

/** A record as JSON, curves as one list for each line of the chart. */
export function recordText(record: RunRecord): string {
  const { history, settings, ...rest } = record;
  const lines = (side: 'training' | 'validation'): object | null => {
    const measured = history.flatMap((epoch) => epoch[side] ?? []);
    if (measured.length === 0) return null;
    return {
      rows: measured[0]?.rows,
      loss: measured.map(({ loss }) => loss),
      penalty: measured.map(({ penalty }) => penalty),
      ...Object.fromEntries(
        settings.metrics.map((name, i) => [name, measured.map(({ metrics }) => metrics[i])]),
      ),
    };
  };
  const curves = {
    epoch: history.map(({ epoch }) => epoch),
    batchLoss: history.map(({ running }) => running),
    training: lines('training'),
    validation: lines('validation'),
  };
  const whole = { format: 'weightscope-training-record', version: 1, ...rest, settings, curves };
  return `${JSON.stringify(whole, spelledOut, 2)}\n`;
}

/** JSON has no word for these. */
function spelledOut(_: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}
