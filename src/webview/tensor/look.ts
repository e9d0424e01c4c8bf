import { computed } from '@preact/signals';
import { theme, themeColor } from '../ui/theme';
import type { Look } from './scene';

/** The theme's colours for canvases, read anew when the theme changes. */
export const look = computed<Look>(() => {
  const { dark, highContrast } = theme.value;
  const foreground = themeColor('foreground', dark ? '#cccccc' : '#3b3b3b');
  return {
    dark,
    background: themeColor('editor-background', dark ? '#1f1f1f' : '#ffffff'),
    foreground,
    muted: highContrast ? foreground : themeColor('descriptionForeground', foreground),
    focus: themeColor('focusBorder', dark ? '#ffffff' : '#0000ff'),
    fontFamily: themeColor('font-family', 'sans-serif'),
  };
});
