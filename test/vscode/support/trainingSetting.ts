import * as vscode from 'vscode';

/** Sets one of `weightscope.training`; undefined for its default. */
export async function trainingSetting(
  name: 'backend' | 'nativePath' | 'memoryLimitMB',
  value: string | number | undefined,
): Promise<void> {
  await vscode.workspace
    .getConfiguration('weightscope.training')
    .update(name, value, vscode.ConfigurationTarget.Global);
}
