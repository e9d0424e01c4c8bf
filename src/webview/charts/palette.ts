import { computed } from '@preact/signals';
import { theme, themeColor } from '../ui/theme';
import { track } from '../ui/track';

/** Without orange, which is hardly there on a dark background. */
const NAMES = ['blue', 'yellow', 'green', 'purple', 'red', 'foreground'] as const;
const DASHES = [[], [7, 3], [2, 3]] as const;

/** The theme's colours for charts. */
const palette = computed(() => {
  track(theme);
  return NAMES.map((name) => themeColor(`charts-${name}`, themeColor('foreground', '#808080')));
});

/** Training and validation differ by dash too: not everybody tells the colours apart. */
export const sides = computed(() => ({
  training: { color: palette.value[0] ?? '', width: 2 },
  validation: { color: palette.value[1] ?? '', width: 2, dash: [6, 3] },
}));

/** A look of its own for each of up to 18 lines. */
export function lineLook(index: number): {
  readonly color: string;
  readonly dash?: readonly number[];
} {
  const color = palette.value[index % NAMES.length] ?? '';
  const dash = DASHES[Math.floor(index / NAMES.length) % DASHES.length] ?? [];
  return dash.length === 0 ? { color } : { color, dash };
}
