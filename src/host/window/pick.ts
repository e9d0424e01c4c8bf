import * as vscode from 'vscode';
import { plainText } from './plainText';

/** What is asked. VS Code shows titles as they are. */
export interface Question {
  readonly title: string;
  readonly placeHolder: string;
}

type Options = Question & Pick<vscode.QuickPickOptions, 'matchOnDescription' | 'matchOnDetail'>;

/** Asks for one of several; undefined if the person changes their mind. */
export async function pickOne<Item extends vscode.QuickPickItem>(
  items: readonly Item[] | Promise<readonly Item[]>,
  options: Options,
): Promise<Item | undefined> {
  return vscode.window.showQuickPick(plainItems(items), options);
}

/** Asks for some of several; undefined if the person changes their mind. */
export async function pickSome<Item extends vscode.QuickPickItem>(
  items: readonly Item[],
  options: Options,
): Promise<readonly Item[] | undefined> {
  return vscode.window.showQuickPick(plainItems(items), { ...options, canPickMany: true });
}

/**
 * Asks for one of several, or for another that is typed.
 * @param typed What is offered below them for a text.
 */
export async function pickOrType<Item extends vscode.QuickPickItem>(
  items: readonly Item[],
  typed: (text: string) => Item,
  { title, placeHolder }: Question,
): Promise<Item | undefined> {
  const picker = vscode.window.createQuickPick<Item>();
  const listed = items.map(plainItem);
  picker.title = title;
  picker.placeholder = placeHolder;
  picker.matchOnDescription = true;
  picker.items = listed;
  picker.onDidChangeValue((value) => {
    const text = value.trim();
    const others = text === '' ? [] : [{ ...plainItem(typed(text)), alwaysShow: true }];
    picker.items = [...listed, ...others];
  });
  try {
    return await new Promise<Item | undefined>((resolve) => {
      picker.onDidAccept(() => resolve(picker.selectedItems[0]));
      picker.onDidHide(() => resolve(undefined));
      picker.show();
    });
  } finally {
    picker.dispose();
  }
}

async function plainItems<Item extends vscode.QuickPickItem>(
  items: readonly Item[] | Promise<readonly Item[]>,
): Promise<Item[]> {
  return (await items).map(plainItem);
}

/** Its icon is that of `iconPath`: none can stand in its texts. */
function plainItem<Item extends vscode.QuickPickItem>(item: Item): Item {
  const { label, description, detail } = item;
  return {
    ...item,
    label: plainText(label),
    ...(description === undefined ? {} : { description: plainText(description) }),
    ...(detail === undefined ? {} : { detail: plainText(detail) }),
  };
}
