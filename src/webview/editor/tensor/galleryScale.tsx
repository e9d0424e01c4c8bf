import type { VNode } from 'preact';
import type { Special } from './legend';
import { LegendBar } from './legendBar';
import { rgbNote } from './pictureText';

/** What the colours of the pictures mean. */
export function GalleryScale(props: {
  readonly limit: number | null;
  readonly rgb: boolean;
  readonly specials: readonly Special[];
}): VNode {
  const { limit, rgb, specials } = props;
  if (rgb) return <span class="muted">{rgbNote(limit)}</span>;
  if (limit === null) {
    return (
      <span class="muted">The strongest red or blue is the largest |value| of each filter.</span>
    );
  }
  return (
    <div class="color-scale" role="group" aria-label="Colours">
      <LegendBar limit={limit} specials={specials} />
    </div>
  );
}
