/** Id of the element that has the tree's keys. */
export const TREE_ID = 'tree';

export function focusTree(): void {
  document.getElementById(TREE_ID)?.focus();
}

/** When the tab gets the keyboard and nothing on the page has it, the tree does, as in the Explorer. */
export function focusTreeWithWindow(): () => void {
  const onFocus = (): void => {
    if (document.activeElement === null || document.activeElement === document.body) focusTree();
  };
  if (document.hasFocus()) onFocus();
  window.addEventListener('focus', onFocus);
  return () => window.removeEventListener('focus', onFocus);
}
