import * as vscode from 'vscode';
import type { ActivePage } from '../activePage';
import type { ModelDocument } from '../modelDocument';
import type { Reporter } from '../reporter';
import { sourceLabel } from '../sourcePicker';
import { notify } from '../window/messages';
import { FormMemory } from './formMemory';
import { RetrainPage } from './retrainPage';
import { RetrainSession } from './retrainSession';

interface Opened {
  readonly session: RetrainSession;
  page: RetrainPage | undefined;
}

/** At most one session and one tab for each open model. */
export class RetrainPages implements vscode.Disposable {
  private readonly opened = new Map<ModelDocument, Opened>();
  private readonly forms: FormMemory;

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly active: ActivePage,
    private readonly reporter: Reporter,
  ) {
    this.forms = new FormMemory(context.workspaceState);
  }

  /** Shows the tab of a model; a run that goes on without one is shown again. */
  open(document: ModelDocument): void {
    const known = this.opened.get(document) ?? this.begin(document);
    known.page ??= new RetrainPage(known.session, {
      forms: this.forms,
      active: this.active,
      reporter: this.reporter,
      extensionUri: this.context.extensionUri,
      onClosed: () => {
        known.page = undefined;
        this.endUnneeded(document);
      },
    });
    known.page.reveal();
  }

  dispose(): void {
    for (const document of this.opened.keys()) this.end(document);
  }

  private begin(document: ModelDocument): Opened {
    const session = new RetrainSession(document, {
      memory: this.context.workspaceState,
      folders: this.context,
      reporter: this.reporter,
      version: String((this.context.extension.packageJSON as { version?: unknown }).version),
    });
    const opened: Opened = { session, page: undefined };
    this.opened.set(document, opened);
    session.onDidEnd(() => {
      void this.reporter.guard(() => this.tellOutcome(document));
    });
    document.onDispose(() => this.end(document));
    return opened;
  }

  /** Where nobody sees the page, a run that ended is told in a notification. */
  private async tellOutcome(document: ModelDocument): Promise<void> {
    const { session, page } = this.opened.get(document) ?? {};
    const outcome = session?.runs.state?.outcome;
    if (outcome == null || page?.visible === true) return;
    const { kind, message } = outcome;
    const show = 'Show Training';
    const compare = 'What Changed?';
    const isDoubtful = kind === 'waiting' || outcome.result?.failure != null;
    const answer = await notify(
      kind === 'failed' ? 'error' : isDoubtful ? 'warning' : 'information',
      `${sourceLabel(document.uri)}: ${message}`,
      ...(kind === 'kept' ? [show, compare] : [show]),
    );
    if (answer === compare)
      await vscode.commands.executeCommand('weightscope.compareWithSaved', document.uri);
    if (answer === show && this.opened.has(document)) this.open(document);
    else if (page === undefined) this.endUnneeded(document);
  }

  /** A session without a page has nothing to do but to finish a run. */
  private endUnneeded(document: ModelDocument): void {
    const known = this.opened.get(document);
    if (known !== undefined && known.page === undefined && !known.session.isNeeded)
      this.end(document);
  }

  private end(document: ModelDocument): void {
    const known = this.opened.get(document);
    this.opened.delete(document);
    known?.page?.dispose();
    known?.session.dispose();
  }
}
