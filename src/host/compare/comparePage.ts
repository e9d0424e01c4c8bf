import * as vscode from 'vscode';
import { type CompareWorker, startCompareWorker } from '../../compute/client';
import { sideNames } from '../../core/compare/sideNames';
import { ModelMismatchError } from '../../core/errors';
import type { HandPair } from '../../core/model/match/handPairs';
import { COMPARE_METHODS, type CompareApi, type ComparisonOverview } from '../../protocol/compare';
import type {
  CompareHostApi,
  ComparePageApi,
  CompareStart,
  ComparedSide,
} from '../../protocol/comparePage';
import { forward } from '../../protocol/forward';
import { checkEditable } from '../checkEditable';
import type { ModelDocument } from '../modelDocument';
import { MODEL_VIEW_TYPE } from '../modelEditorProvider';
import { documentAt } from '../targetOf';
import { WebviewPage } from '../webviewPage';
import { checkAligned, saveAligned } from './alignedModel';
import { BehaviourSession } from './behaviourSession';
import { checkSource } from './checkSource';
import { choosePartner } from './choosePartner';
import { type CompareHelp, openSide } from './openSide';
import { copiedText, copyReceipt } from './copyReceipt';
import { copyToA } from './copyToA';
import { offerComparison } from './offerComparison';
import { saveComparison } from './saveComparison';
import { type Side, withVersion } from './side';
import { sidedFiles } from './sidedFiles';
import { versionOf } from './version';

/** One step of an editor brings several changes; they are taken as one. */
const QUIET_MS = 100;

/** One tab that compares two models; its worker reads both. */
export class ComparePage {
  private readonly page: WebviewPage<ComparePageApi, CompareHostApi>;
  private worker: CompareWorker | undefined;
  private sides: readonly [a: Side, b: Side];
  /** Whether other values are there than the page asked for. */
  private isStale = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly closed = new AbortController();
  private readonly behaviour: BehaviourSession;

  /** @param a Address with its version; see `versionOf`. */
  constructor(
    private readonly panel: vscode.WebviewPanel,
    private a: vscode.Uri,
    private b: vscode.Uri,
    private readonly help: CompareHelp,
  ) {
    this.sides = this.openSides();
    this.behaviour = new BehaviourSession({
      model: this.sides[0].file,
      values: () => this.comparison,
      ...help,
    });
    this.page = new WebviewPage(panel, help.folders.extensionUri, 'compare', this.serve());
    this.showTitle();
    panel.onDidChangeViewState(() => this.tell());
    panel.onDidDispose(() => {
      clearTimeout(this.timer);
      this.closed.abort();
      this.worker?.dispose();
      this.behaviour.dispose();
      this.closeSides();
    });
  }

  /** Whether it compares these, whichever is the reference. */
  compares(a: vscode.Uri, b: vscode.Uri): boolean {
    const pair = (...uris: vscode.Uri[]): string => uris.map(String).sort().join('\n');
    return pair(a, b) === pair(this.a, this.b);
  }

  /** Brings it to the front and compares again: what could not be read may be there now. */
  reveal(): void {
    this.isStale = true;
    this.panel.reveal();
    this.tell();
  }

  private get comparison(): CompareWorker['comparison'] {
    if (this.worker === undefined) throw new Error('The two models are not open yet.');
    return this.worker.comparison;
  }

  private serve(): CompareHostApi {
    return {
      ...forward<CompareApi>(() => this.comparison, COMPARE_METHODS),
      ...this.behaviour.api,
      openBoth: ({ hand }, { signal }) =>
        this.openBoth(hand, AbortSignal.any([signal, this.closed.signal])),
      start: () => this.start(),
      swap: () => {
        [this.a, this.b] = [this.b, this.a];
        this.sides = [this.sides[1], this.sides[0]];
        this.worker?.dispose();
        this.worker = undefined;
        return this.start();
      },
      choosePartner: async (tensor) => {
        const partner = await choosePartner(this.comparison, tensor);
        return partner === undefined ? null : { partner };
      },
      openModel: async ({ side }) => {
        const { file } = this.sides[side === 'a' ? 0 : 1];
        await vscode.commands.executeCommand('vscode.openWith', file, MODEL_VIEW_TYPE);
        return null;
      },
      save: async () => {
        const page = await this.page.remote();
        await saveComparison(this.sides[0].file, this.names, async (format) => {
          const { text } = await page.exported({ format });
          return text;
        });
        return null;
      },
      checkAligned: (_, call) => checkAligned(this.comparison, this.sides[1].file, this.help, call),
      copyToA: async (request, { signal }) => {
        const document = await this.changeable();
        const { comparison, worker } = this;
        const copied = await copyToA(document, comparison, request, {
          ...{ from: this.names[1], signal },
          isCurrent: () => this.worker === worker,
        });
        // Not shown at once, as an injection's is: the next tensor to copy is on this page.
        if (copied !== null)
          offerComparison(document.uri, copiedText(copied), () =>
            this.help.receipts.show('Copy', copyReceipt(copied)),
          );
        return null;
      },
      inject: async () => {
        await this.changeable();
        checkSource(this.b, this.sides[1]);
        const [a, b] = this.sides;
        await vscode.commands.executeCommand('weightscope.injectWeights', a.file, b.file);
        return null;
      },
      saveAlignedModel: async () => {
        const [a, b] = this.sides;
        await saveAligned(this.comparison, a.file, b.file, this.names[1]);
        return null;
      },
      report: ({ message, stack }) => {
        this.help.reporter.record(Object.assign(new Error(message), { stack }));
        return Promise.resolve(null);
      },
    };
  }

  /** With a worker of its own, so that what is shown stays until both are open. */
  private async openBoth(
    hand: readonly HandPair[],
    signal: AbortSignal,
  ): Promise<ComparisonOverview> {
    const { sides } = this;
    const [a, b] = await Promise.all([sides[0].prepare(signal), sides[1].prepare(signal)]);
    const worker = startCompareWorker(
      vscode.Uri.joinPath(this.help.folders.extensionUri, 'dist', 'worker.js').fsPath,
      { a, b },
      sidedFiles(sides[0].file, sides[1].file),
    );
    try {
      const overview = await worker.comparison.openBoth({ hand }, { signal });
      sides[0].watch(overview.a.files);
      sides[1].watch(overview.b.files);
      this.worker?.dispose();
      this.worker = worker;
      this.behaviour.reload();
      worker.onExit(() => {
        if (this.worker === worker) this.worker = undefined;
      });
      return overview;
    } catch (error) {
      worker.dispose();
      throw error;
    }
  }

  /** A as it is open, opened behind this page where it is not. @throws ModelMismatchError where A is another version of it. */
  private async changeable(): Promise<ModelDocument> {
    checkEditable(this.sides[0].file);
    if (versionOf(this.a).kind !== 'open')
      throw new ModelMismatchError(
        'A is not the model as it is now, and only that can be changed. Swap A and B, or compare the file itself.',
      );
    const document = await documentAt(this.sides[0].file, this.help.documents);
    this.page.reveal();
    if (document === undefined)
      throw new ModelMismatchError(`${this.names[0]} could not be opened to be changed.`);
    return document;
  }

  private get names(): readonly [a: string, b: string] {
    const [a, b] = this.sides;
    const [nameA, nameB] = sideNames(a.file.path, b.file.path);
    return [withVersion(nameA, a), withVersion(nameB, b)];
  }

  private async start(): Promise<CompareStart> {
    this.isStale = false;
    await Promise.all(this.sides.map((side) => side.identify()));
    this.showTitle();
    const [a, b] = this.names;
    const [sideA, sideB] = this.sides;
    const told = (address: vscode.Uri, name: string, side: Side): ComparedSide => ({
      uri: address.toString(),
      name,
      path: withVersion(vscode.workspace.asRelativePath(side.file), side),
      told: side.told,
    });
    return {
      a: told(this.a, a, sideA),
      b: told(this.b, b, sideB),
    };
  }

  private showTitle(): void {
    this.panel.title = this.names.join(' ↔ ');
  }

  private openSides(): [a: Side, b: Side] {
    const changed = (): void => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => {
        this.isStale = true;
        this.tell();
      }, QUIET_MS);
    };
    return [openSide(this.a, this.help, changed), openSide(this.b, this.help, changed)];
  }

  private closeSides(): void {
    for (const side of this.sides) side.dispose();
  }

  /** Nobody waits for what a hidden page shows: it hears when it is shown again. */
  private tell(): void {
    if (!this.panel.visible || !this.isStale) return;
    this.page.shown?.reload(null).catch((error: unknown) => this.help.reporter.record(error));
  }
}
