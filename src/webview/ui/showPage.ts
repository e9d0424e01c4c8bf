import { render, type VNode } from 'preact';

/** Shows a page, and tells `report` of what goes wrong in it where nobody listens. */
export function showPage(page: VNode, report: (failure: unknown) => void): void {
  window.addEventListener('error', (event) => report(event.error));
  window.addEventListener('unhandledrejection', (event) => report(event.reason));
  const root = document.getElementById('root');
  if (root !== null) render(page, root);
}
