import * as vscode from 'vscode';
import type { PlanWeight } from '../protocol/inject';
import { pickOne, type Question } from './window/pick';

/** Tensors under one heading. */
export interface TensorGroup<Tensor extends PlanWeight> {
  readonly label: string;
  readonly tensors: readonly Tensor[];
}

type Item<Choice> = vscode.QuickPickItem & { readonly choice?: Choice };

/**
 * Asks for one of several tensors, told by name, role, shape and type.
 * @param more What is to be said of a tensor, behind these and on a line below.
 * @param first Another answer, above all tensors.
 */
export async function pickTensor<Tensor extends PlanWeight, Other = never>(
  question: Question,
  groups: readonly TensorGroup<Tensor>[],
  more: (tensor: Tensor) => { readonly beside?: string; readonly below?: string | null },
  first: readonly (vscode.QuickPickItem & { readonly choice: Other })[] = [],
): Promise<Tensor | Other | undefined> {
  const itemOf = (tensor: Tensor): Item<Tensor> => {
    const { name, role, shape, dtype } = tensor;
    const { beside = '', below = null } = more(tensor);
    return {
      label: name,
      description: [role, shape === '' ? 'scalar' : shape, dtype, beside]
        .filter((part) => part !== '')
        .join(' · '),
      ...(below === null ? {} : { detail: below }),
      choice: tensor,
    };
  };
  const items = groups.flatMap(({ label, tensors }): Item<Tensor | Other>[] =>
    tensors.length === 0
      ? []
      : [{ label, kind: vscode.QuickPickItemKind.Separator }, ...tensors.map(itemOf)],
  );
  const chosen = await pickOne<Item<Tensor | Other>>([...first, ...items], {
    ...question,
    matchOnDescription: true,
  });
  return chosen?.choice;
}
