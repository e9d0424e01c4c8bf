import { effect } from '@preact/signals';
import type { TextFormat } from '../../core/exchange/text';
import type { PageCommand } from '../../protocol/editor';
import { selectWeight } from './session';
import { overview, showsChanges } from './state';

/** What the page that is on screen does when a command of VS Code's palette reaches it. */
export interface PageCommands {
  copySelection(): Promise<void> | void;
  copyTensor(as: TextFormat): Promise<void> | void;
  /** One index for each axis of the shape as shown. */
  goToIndex(index: readonly number[]): Promise<void> | void;
  savePicture(): Promise<void> | void;
  /** Into the selected cells. */
  paste(): Promise<void> | void;
}

let registered: PageCommands | undefined;

/** Takes over the commands until the returned function is called; the last to register is asked. */
export function registerPageCommands(commands: PageCommands): () => void {
  registered = commands;
  return () => {
    if (registered === commands) registered = undefined;
  };
}

/** A page that has just been shown opens the model first, at the place where the person was. */
function opened(): Promise<void> {
  return new Promise((resolve) => {
    const stop = effect(() => {
      if (overview.value === null) return;
      resolve();
      queueMicrotask(() => stop());
    });
  });
}

/** @throws Error if no tensor is on screen, with a sentence for the person who chose the command. */
export async function runPageCommand(command: PageCommand): Promise<null> {
  if (command.command === 'showChanges') {
    showsChanges.value = true;
    return null;
  }
  if (command.command === 'showWeight') {
    await opened();
    selectWeight(command.weight);
    return null;
  }
  if (registered === undefined) {
    throw new Error('No weight is selected. Select one in the layer tree, then try again.');
  }
  switch (command.command) {
    case 'copySelection':
      await registered.copySelection();
      break;
    case 'copyTensor':
      await registered.copyTensor(command.as);
      break;
    case 'goToIndex':
      await registered.goToIndex(command.index);
      break;
    case 'savePicture':
      await registered.savePicture();
      break;
    case 'paste':
      await registered.paste();
      break;
  }
  return null;
}
