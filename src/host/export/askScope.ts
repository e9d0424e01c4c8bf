import * as vscode from 'vscode';
import type { ExportChoices, ExportScope } from '../../protocol/export';
import { pickOne, pickSome } from '../window/pick';
import type { ExportSource } from './source';

type Choice = vscode.QuickPickItem & { readonly scope: ExportScope | 'layers' };

/** What to export: the whole model, what is on screen, or some layers. */
export async function askScope(
  choices: ExportChoices,
  shown: ExportSource['shown'],
): Promise<ExportScope | undefined> {
  const { weights, parameters, layers, optimizerWeights } = choices;
  const items: Choice[] = [
    {
      label: 'Whole model',
      iconPath: new vscode.ThemeIcon('package'),
      description: `${tensors(weights)}, ${count(parameters, 'parameter')}`,
      scope: { kind: 'model', optimizer: false },
    },
  ];
  if (optimizerWeights > 0)
    items.push({
      label: 'Whole model with its optimizer',
      iconPath: new vscode.ThemeIcon('package'),
      description: `${tensors(weights + optimizerWeights)}, for training to go on`,
      scope: { kind: 'model', optimizer: true },
    });
  if (shown !== undefined)
    items.push({
      label: 'The tensor shown',
      iconPath: new vscode.ThemeIcon('symbol-array'),
      description: shown.name,
      scope: { kind: 'weight', weight: shown.weight },
    });
  if (layers.length > 0)
    items.push({
      label: 'Layers…',
      iconPath: new vscode.ThemeIcon('layers'),
      description: `some of ${layers.length}`,
      scope: 'layers',
    });
  const title = `Export Weights of ${choices.name}`;
  const item = await pickOne(items, { title, placeHolder: 'Which weights?' });
  return item?.scope === 'layers' ? askLayers(choices, title) : item?.scope;
}

async function askLayers(
  { layers }: ExportChoices,
  title: string,
): Promise<ExportScope | undefined> {
  const items = layers.map(({ row, name, className, weights, parameters }) => ({
    label: name,
    description: className,
    detail: `${tensors(weights)}, ${count(parameters, 'parameter')}`,
    row,
  }));
  const picked = await pickSome(items, {
    title,
    placeHolder: 'Which layers?',
    matchOnDescription: true,
  });
  return picked === undefined || picked.length === 0
    ? undefined
    : { kind: 'rows', rows: picked.map(({ row }) => row) };
}

export function tensors(amount: number): string {
  return count(amount, 'tensor');
}

function count(amount: number, noun: string): string {
  return `${amount.toLocaleString('en')} ${noun}${amount === 1 ? '' : 's'}`;
}
