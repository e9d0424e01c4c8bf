import type * as vscode from 'vscode';
import type { CallOptions } from '../../protocol/channel';
import type { EngineSource } from './engineSource';
import { type EngineHelp, type ModelEngine, startModelEngine } from './modelEngine';

/** The training process of one model: started when it is first needed, and anew after it ended. */
export class EngineSlot implements vscode.Disposable {
  private opened: Promise<ModelEngine> | undefined;

  constructor(
    private readonly source: EngineSource,
    private readonly help: Pick<EngineHelp, 'folders' | 'reporter'>,
  ) {}

  get(options: CallOptions<{ readonly fraction: number }> = {}): Promise<ModelEngine> {
    this.opened ??= this.start(options);
    return this.opened;
  }

  /** The process if there is one, or is about to be. */
  get started(): Promise<ModelEngine> | undefined {
    return this.opened;
  }

  /** Ends the process; the next `get` starts another. */
  dispose(): void {
    this.opened?.then(
      (engine) => engine.dispose(),
      () => undefined,
    );
    this.opened = undefined;
  }

  private start(options: CallOptions<{ readonly fraction: number }>): Promise<ModelEngine> {
    const { folders, reporter } = this.help;
    const opened = startModelEngine(this.source, { ...options, folders, reporter });
    // One that ends late is not to take another's place.
    const forget = (): void => {
      if (this.opened === opened) this.opened = undefined;
    };
    opened.then((engine) => engine.onExit(forget), forget);
    return opened;
  }
}
