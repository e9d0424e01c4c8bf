import { signal } from '@preact/signals';

interface Theme {
  readonly dark: boolean;
  readonly highContrast: boolean;
}

/** VS Code names the kind of theme in a class of the page's body and changes it in place. */
export const theme = signal<Theme>(readTheme());

new MutationObserver(() => {
  theme.value = readTheme();
}).observe(document.body, { attributeFilter: ['class', 'data-vscode-theme-kind'] });

function readTheme(): Theme {
  const { classList } = document.body;
  return {
    dark:
      classList.contains('vscode-dark') ||
      (classList.contains('vscode-high-contrast') &&
        !classList.contains('vscode-high-contrast-light')),
    highContrast:
      classList.contains('vscode-high-contrast') ||
      classList.contains('vscode-high-contrast-light'),
  };
}

/** A theme colour for canvases, which know no CSS variables. */
export function themeColor(name: string, otherwise: string): string {
  const value = getComputedStyle(document.body).getPropertyValue(`--vscode-${name}`).trim();
  return value === '' ? otherwise : value;
}
