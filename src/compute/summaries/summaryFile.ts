import { webcrypto } from 'node:crypto';
import type { Measures, Statistics } from '../../core/measure/statistics';

/**
 * What was measured of the weights of one model, as a file: a mark with the version, a SHA-256 of all
 * that follows, a head in JSON, and the records as float64, which keep every number to the bit.
 * The version is to be raised whenever the file looks otherwise or something else is measured.
 */
const MARK = 'wscope01';
const HASH_AT = 8;
const HEAD_LENGTH_AT = 40;
const HEAD_AT = 48;

/** Statistics of 90,000 weights, or of 6,000 with histogram and quantiles. */
const MAX_RECORD_BYTES = 15 * 1024 * 1024;

export interface SummaryHead {
  /** Absolute path of model.json. */
  readonly model: string;
  /** What each file was: its path, its size and its whole identity. */
  readonly files: readonly (readonly [string, number, string])[];
}

export interface SummaryRecord {
  readonly weight: number;
  readonly statistics: Statistics;
  /** Undefined where only the statistics are known. */
  readonly measures: Measures | undefined;
}

const FIELDS = Object.keys({
  count: true,
  nan: true,
  positiveInfinity: true,
  negativeInfinity: true,
  zeros: true,
  nearZeros: true,
  min: true,
  max: true,
  minAt: true,
  maxAt: true,
  firstNonFiniteAt: true,
  mean: true,
  std: true,
  excessKurtosis: true,
  skewness: true,
  l1: true,
  l2: true,
  rms: true,
} satisfies Record<keyof Statistics, true>) as readonly (keyof Statistics)[];

/** What follows the statistics of a record. */
const NOTHING = 0;
const WITHOUT_HISTOGRAM = 1;
const WITH_HISTOGRAM = 2;

/** Numbers of a record that has nothing but statistics. */
const BRIEF = FIELDS.length + 3;

/** Records as numbers: where they would take too much room, the later ones without histogram, then not at all. */
export function* withinLimit(
  records: readonly SummaryRecord[],
  bytes = MAX_RECORD_BYTES,
): Generator<Float64Array> {
  const most = Math.floor(bytes / (8 * BRIEF));
  let spare = bytes / 8 - BRIEF * Math.min(most, records.length);
  for (const record of records.slice(0, most)) {
    const numbers = toNumbers(record);
    const more = numbers.length - BRIEF;
    if (more <= spare) {
      spare -= more;
      yield numbers;
    } else yield toNumbers({ ...record, measures: undefined });
  }
}

function toNumbers({ weight, statistics, measures }: SummaryRecord): Float64Array {
  const nulls = FIELDS.reduce((mask, field, i) => mask | (+(statistics[field] === null) << i), 0);
  const numbers = [weight, nulls, ...FIELDS.map((field) => statistics[field] ?? 0)];
  if (measures === undefined) return Float64Array.from([...numbers, NOTHING]);
  const { histogram, quantiles } = measures;
  numbers.push(histogram === null ? WITHOUT_HISTOGRAM : WITH_HISTOGRAM);
  if (histogram !== null)
    numbers.push(histogram.low, histogram.high, histogram.counts.length, ...histogram.counts);
  numbers.push(quantiles.length, ...quantiles.flatMap(({ q, value }) => [q, value]));
  return Float64Array.from(numbers);
}

export async function encodeSummaries(
  head: SummaryHead,
  records: readonly Float64Array[],
): Promise<Uint8Array> {
  const json = new TextEncoder().encode(JSON.stringify(head));
  const headBytes = Math.ceil(json.length / 8) * 8;
  const length = records.reduce((sum, record) => sum + record.length, 0);
  const bytes = new Uint8Array(HEAD_AT + headBytes + 8 * length);
  bytes.set(new TextEncoder().encode(MARK));
  // JSON may end in spaces.
  bytes.fill(0x20, HEAD_AT, HEAD_AT + headBytes).set(json, HEAD_AT);
  new DataView(bytes.buffer).setUint32(HEAD_LENGTH_AT, headBytes, true);
  const numbers = new Float64Array(bytes.buffer, HEAD_AT + headBytes);
  let at = 0;
  for (const record of records) {
    numbers.set(record, at);
    at += record.length;
  }
  bytes.set(await hashOf(bytes), HASH_AT);
  return bytes;
}

export interface SummaryFile {
  readonly head: SummaryHead;
  /** Read one by one, as they are asked for. */
  readonly records: Iterable<SummaryRecord>;
}

/** Undefined for a file that is damaged or was written by another version. */
export async function decodeSummaries(bytes: Uint8Array): Promise<SummaryFile | undefined> {
  if (bytes.length < HEAD_AT || new TextDecoder().decode(bytes.subarray(0, HASH_AT)) !== MARK)
    return undefined;
  const hash = await hashOf(bytes);
  if (hash.some((byte, i) => byte !== bytes[HASH_AT + i])) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headEnd = HEAD_AT + view.getUint32(HEAD_LENGTH_AT, true);
  const head = JSON.parse(
    new TextDecoder().decode(bytes.subarray(HEAD_AT, headEnd)),
  ) as SummaryHead;
  // What was read may lie anywhere in a larger buffer.
  const numbers = new Float64Array((bytes.length - headEnd) / 8);
  new Uint8Array(numbers.buffer).set(bytes.subarray(headEnd));
  return { head, records: recordsOf(numbers) };
}

function* recordsOf(numbers: Float64Array): Generator<SummaryRecord> {
  let at = 0;
  const next = (): number => numbers[at++] ?? NaN;
  while (at < numbers.length) {
    const weight = next();
    const nulls = next();
    const statistics = Object.fromEntries(
      FIELDS.map((field, i) => {
        const value = next();
        return [field, ((nulls >> i) & 1) === 1 ? null : value];
      }),
    ) as unknown as Statistics;
    const rest = next();
    if (rest === NOTHING) {
      yield { weight, statistics, measures: undefined };
      continue;
    }
    let histogram: Measures['histogram'] = null;
    if (rest === WITH_HISTOGRAM) {
      const [low, high, bins] = [next(), next(), next()];
      histogram = { low, high, counts: numbers.slice(at, at + bins) };
      at += bins;
    }
    const quantiles = Array.from({ length: next() }, () => ({ q: next(), value: next() }));
    yield { weight, statistics, measures: { statistics, histogram, quantiles } };
  }
}

/** Of what the hash is to protect, on a thread of Node's own. */
async function hashOf(bytes: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await webcrypto.subtle.digest('SHA-256', bytes.subarray(HEAD_LENGTH_AT)));
}
