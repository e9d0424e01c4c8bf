import * as vscode from 'vscode';

export interface ShownTab {
  readonly kind: 'weightscope' | 'text' | 'other';
  readonly viewType: string | undefined;
  readonly uri: string;
}

/** Every open tab that shows a file, in order. */
export function shownTabs(): readonly ShownTab[] {
  return vscode.window.tabGroups.all.flatMap(({ tabs }) =>
    tabs.map(({ input }): ShownTab => {
      if (input instanceof vscode.TabInputCustom) {
        return { kind: 'weightscope', viewType: input.viewType, uri: input.uri.toString() };
      }
      if (input instanceof vscode.TabInputText) {
        return { kind: 'text', viewType: undefined, uri: input.uri.toString() };
      }
      return { kind: 'other', viewType: undefined, uri: '' };
    }),
  );
}

/** Resolves when the condition holds; rejects with `what` if it does not within some seconds. */
export async function eventually(
  what: string,
  holds: () => boolean | PromiseLike<boolean>,
  timeoutMs = 20_000,
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`Waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

export async function closeAll(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}
