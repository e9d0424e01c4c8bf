import { asArray, isArray, isObject, type Json, property } from '../json';
import { checkShardPath } from './checkShardPath';
import { parseEntry } from './parseEntry';
import { shownName, shownValue } from './sentence';
import type { Manifest, WeightEntry, WeightGroup } from './weightEntry';

/** Real models stay near 1,000 weights (20,000 in a test of extremes); each takes about 200 bytes. */
const MAX_WEIGHTS = 1_000_000;
/** At the converter's 4 MiB a shard this is 400 GB. Groups are bounded alike: at most one a layer. */
const MAX_SHARDS = 100_000;
/** More sentences than anyone reads. */
const MAX_PROBLEMS = 100;

/**
 * The checked weights manifest. Never throws: an entry that cannot be read says so in its `problem`,
 * the manifest as a whole in `problems`. The JSON is not changed; unknown fields stay there.
 *
 * @param groups `weightsManifest` of a model.json (undefined or null: the model has structure only),
 *   or the whole root of a bare manifest.
 * @param fileName of the JSON, for the sentences.
 */
export function parseManifest(groups: Json | undefined, fileName: string): Manifest {
  if (groups === undefined || groups === null) return { groups: [], entries: [], problems: [] };
  const builder = new ManifestBuilder(shownName(fileName));
  if (isArray(groups)) for (const group of groups) builder.addGroup(group);
  else builder.report(`has ${shownValue(groups)} for its weightsManifest where a list is needed`);
  return builder.build();
}

class ManifestBuilder {
  private readonly groups: WeightGroup[] = [];
  private readonly entries: WeightEntry[] = [];
  private readonly problems: string[] = [];
  private readonly names = new Set<string>();
  private unreported = 0;
  private dropped = 0;
  private shards = 0;

  constructor(private readonly file: string) {}

  addGroup(json: Json): void {
    const number = this.groups.length + 1;
    if (this.groups.length >= MAX_SHARDS) {
      this.dropped += asArray(property(json, 'weights'))?.length ?? 0;
      return;
    }
    if (!isObject(json)) {
      this.report(`has ${shownValue(json)} for group ${number} of its weightsManifest`);
    }
    const weights = asArray(property(json, 'weights'));
    if (weights === undefined && isObject(json)) {
      this.report(`lists no weights in group ${number} of its weightsManifest`);
    }
    const paths = this.pathsOf(property(json, 'paths'), number, weights?.length ?? 0);
    this.groups.push({ paths, entries: this.addEntries(weights ?? []) });
  }

  report(flaw: string): void {
    if (this.problems.length >= MAX_PROBLEMS) this.unreported += 1;
    else this.problems.push(`${this.file} ${flaw}. Correct it or save the model again.`);
  }

  build(): Manifest {
    const { groups, entries, problems } = this;
    if (this.dropped > 0) {
      problems.push(
        `${this.file} lists ${entries.length + this.dropped} weights; the first ${entries.length} are shown.`,
      );
    }
    if (this.unreported > 0) {
      problems.push(`${this.unreported} more problems of the weightsManifest are not listed.`);
    }
    return { groups, entries, problems };
  }

  private addEntries(weights: readonly Json[]): number[] {
    const { entries, names, file } = this;
    const taken = Math.min(weights.length, MAX_WEIGHTS - entries.length);
    this.dropped += weights.length - taken;
    const first = entries.length;
    const indices = new Array<number>(taken);
    entries.length += taken;
    for (let i = 0; i < taken; i++) {
      const index = first + i;
      entries[index] = parseEntry(weights[i] ?? null, index, this.groups.length, names, file);
      indices[i] = index;
    }
    return indices;
  }

  private pathsOf(json: Json | undefined, number: number, weights: number): string[] {
    const where = `group ${number} of its weightsManifest`;
    const listed = asArray(json);
    if (listed === undefined) {
      if (weights > 0) this.report(`lists no files in ${where}`);
      return [];
    }
    const taken = Math.min(listed.length, MAX_SHARDS - this.shards);
    if (taken < listed.length) {
      this.report(`lists more than ${MAX_SHARDS} files, of which the first ${taken} are used`);
    }
    this.shards += taken;
    const paths: string[] = [];
    for (let i = 0; i < taken; i++) {
      const path = listed[i];
      // An empty path is refused where it would be read, so the shards after it keep their places.
      const spelled = typeof path === 'string' ? path : '';
      const refusal =
        typeof path === 'string' ? checkShardPath(path) : `${shownValue(path)} is no file path`;
      if (refusal !== undefined)
        this.report(`lists a file that is refused in ${where}: ${refusal}`);
      paths.push(spelled);
    }
    return paths;
  }
}
