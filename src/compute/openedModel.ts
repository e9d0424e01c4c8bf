import { FileWeightSource } from '../core/format/fileWeightSource';
import { checkModelJsonSize } from '../core/format/parseModelJson';
import { shownName } from '../core/format/sentence';
import { valueKindOf } from '../core/format/valueKind';
import type { Edit } from '../core/model/edits/edit';
import type { ValueStore } from '../core/model/edits/valueStore';
import type { Model, Weight } from '../core/model/model';
import { readModel } from '../core/model/readModel';
import { shownShape } from '../core/model/shownShape';
import { buildTree, type Tree } from '../core/model/buildTree';
import type { ValuesOf } from '../protocol/model';
import { EditedValues } from './edits/editedValues';
import { flatRead } from './flatRead';
import type { Scanned } from './measure/measureWeight';
import { MeasureCache } from './measure/measureCache';
import type { OpenableFiles } from './files/openableFiles';
import { PictureCache } from './views/pictures';
import { Summaries } from './summaries/summaries';
import type { SummaryFolder } from './summaries/summaryFolder';
import { elementsOf } from '../core/model/strides';

/** Edits of an open document, and where the whole tensors are that they bring. */
export interface UnsavedEdits {
  readonly edits: readonly Edit[];
  readonly store: ValueStore | undefined;
}

/** What a model may lean on beside its files. */
export interface ModelHelp {
  /** Edits that are not asked to be undone or saved here: with them the values count as stored. */
  readonly unsaved?: UnsavedEdits | undefined;
  /** Where whole tensors that edits bring are kept; without one there are no such edits. */
  readonly store?: ValueStore | undefined;
  /** Where what is measured is kept for when the model is opened again. */
  readonly summaries?: SummaryFolder | undefined;
}

/** A model as its files were when `open` was asked, the edits over it, and what has been found out since. */
export class OpenedModel {
  readonly tree: Tree;
  /** The values as the files have them. */
  readonly source: FileWeightSource;
  readonly measures = new MeasureCache();
  readonly pictures = new PictureCache();
  /** Sentences of `check` by weight. */
  readonly problems = new Map<number, string>();
  /** What was measured earlier; undefined where that is not kept. */
  readonly summaries: Summaries | undefined;

  /**
   * Reads model.json and nothing else.
   * @throws ModelFormatError, NotAModelError; ModelMismatchError where unsaved edits do not fit it.
   */
  static async open(
    files: OpenableFiles,
    fileName: string,
    help: ModelHelp = {},
  ): Promise<OpenedModel> {
    const size = await files.size(fileName);
    checkModelJsonSize(size, fileName);
    const text = new TextDecoder().decode(await files.read(fileName, 0, size));
    const opened = new OpenedModel(readModel(text, fileName), files, fileName, help);
    if (help.unsaved !== undefined) await opened.takeForStored(help.unsaved);
    return opened;
  }

  /** A model that was read before, whose model.json may be gone. */
  static again(
    model: Model,
    files: OpenableFiles,
    fileName: string,
    help: ModelHelp = {},
  ): OpenedModel {
    return new OpenedModel(model, files, fileName, help);
  }

  private edited: EditedValues;
  private unsaved: EditedValues | undefined;

  private constructor(
    readonly model: Model,
    files: OpenableFiles,
    readonly fileName: string,
    private readonly help: ModelHelp,
  ) {
    const { store, summaries } = help;
    this.tree = buildTree(model);
    this.source = new FileWeightSource(model.manifest, files);
    this.edited = EditedValues.none(this.source, store, model.weights);
    const { identities } = files;
    if (summaries !== undefined && identities !== undefined)
      this.summaries = new Summaries(summaries, identities, this);
  }

  /** The edits and the values that they leave, as of now. Whoever reads more than once keeps what this gives. */
  get values(): EditedValues {
    return this.edited;
  }

  /** @throws ModelMismatchError where they do not fit the model; then those of before stay. */
  async setEdits(edits: readonly Edit[]): Promise<void> {
    this.edited = await this.edited.replaced(edits);
  }

  /** Whether the values that count as stored are those of the files. */
  isAsInFiles({ index }: Weight): boolean {
    return this.unsaved?.isAsStored(index, 'edited') ?? true;
  }

  /** @throws RangeError where the model has no such weight. */
  weight(index: number): Weight {
    const weight = this.model.weights[index];
    if (weight === undefined) throw new RangeError(`The model has no weight ${index}.`);
    return weight;
  }

  scanned(weight: Weight, of: ValuesOf = 'edited', values = this.values): Scanned {
    const { shape } = shownShape(weight);
    return {
      read: flatRead(values.source(of), weight),
      name: shownName(weight.name),
      count: elementsOf(shape),
      isFloat32: of === 'change' || valueKindOf(weight) === 'float32',
    };
  }

  private async takeForStored({ edits, store }: UnsavedEdits): Promise<void> {
    const { weights } = this.model;
    this.unsaved = await EditedValues.none(this.source, store, weights).replaced(edits);
    this.edited = EditedValues.none(this.unsaved.source('edited'), this.help.store, weights);
  }
}
