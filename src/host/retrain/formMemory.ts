import type * as vscode from 'vscode';
import type { Json } from '../../core/json';

/** The form of each model as it was left; kept by workspace. */
export class FormMemory {
  constructor(private readonly memory: vscode.Memento) {}

  get(model: vscode.Uri): Json {
    return this.memory.get<Json>(keyOf(model), null);
  }

  async set(model: vscode.Uri, form: Json): Promise<void> {
    await this.memory.update(keyOf(model), form);
  }
}

function keyOf(model: vscode.Uri): string {
  return `weightscope.retrain:${model.toString()}`;
}
