import { FileWeightSource } from '../core/format/fileWeightSource';
import { checkModelJsonSize } from '../core/format/parseModelJson';
import { shownName } from '../core/format/sentence';
import type { Model, Weight } from '../core/model/model';
import { readModel } from '../core/model/readModel';
import { shownShape } from '../core/model/shownShape';
import { buildTree, type Tree } from '../core/model/buildTree';
import { flatRead } from './flatRead';
import type { Scanned } from './measureWeight';
import { MeasureCache } from './measureCache';
import type { OpenableFiles } from './openableFiles';
import { PictureCache } from './pictures';
import { Summaries } from './summaries/summaries';
import type { SummaryFolder } from './summaries/summaryFolder';

/** A model as its files were when `open` was asked, and what has been found out since. */
export class OpenedModel {
  readonly tree: Tree;
  readonly source: FileWeightSource;
  readonly measures = new MeasureCache();
  readonly pictures = new PictureCache();
  /** Sentences of `check` by weight. */
  readonly problems = new Map<number, string>();
  /** What was measured earlier; undefined where that is not kept. */
  readonly summaries: Summaries | undefined;

  /**
   * Reads model.json and nothing else.
   * @param kept Where to keep what is measured.
   * @throws ModelFormatError, NotAModelError
   */
  static async open(
    files: OpenableFiles,
    fileName: string,
    kept?: SummaryFolder,
  ): Promise<OpenedModel> {
    const size = await files.size(fileName);
    checkModelJsonSize(size, fileName);
    const text = new TextDecoder().decode(await files.read(fileName, 0, size));
    return new OpenedModel(readModel(text, fileName), files, fileName, kept);
  }

  private constructor(
    readonly model: Model,
    files: OpenableFiles,
    readonly fileName: string,
    kept: SummaryFolder | undefined,
  ) {
    this.tree = buildTree(model);
    this.source = new FileWeightSource(model.manifest, files);
    const { identities } = files;
    if (kept !== undefined && identities !== undefined)
      this.summaries = new Summaries(kept, identities, this);
  }

  /** @throws RangeError where the model has no such weight. */
  weight(index: number): Weight {
    const weight = this.model.weights[index];
    if (weight === undefined) throw new RangeError(`The model has no weight ${index}.`);
    return weight;
  }

  scanned(weight: Weight): Scanned {
    const { shape } = shownShape(weight);
    return {
      read: flatRead(this.source, weight),
      name: shownName(weight.name),
      count: shape.reduce((product, size) => product * size, 1),
      isFloat32: isFloat32(weight),
    };
  }
}

/** Whether `decode` gives float32 for it. */
function isFloat32({ dtype, quantization }: Weight): boolean {
  if (quantization !== undefined && dtype !== 'string')
    return quantization.dtype === 'float16' || dtype !== 'int32';
  return ['float32', 'float16', 'bfloat16', 'complex64'].includes(dtype);
}
