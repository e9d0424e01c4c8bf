import { host } from '../host';
import { standaloneSvg } from './standaloneSvg';

/** Pixels of the file a CSS pixel: sharp on paper and on dense screens. */
const RATIO = 2;

/** Asks where to, then writes the chart as it is seen. */
export async function saveChart(svg: SVGSVGElement, kind: 'png' | 'svg'): Promise<void> {
  const name = svg.dataset.name ?? 'chart';
  const text = standaloneSvg(svg);
  const bytes = kind === 'svg' ? new TextEncoder().encode(text) : await pngOf(text, svg);
  await host.saveChart({ kind, name, bytes });
}

async function pngOf(text: string, { viewBox }: SVGSVGElement): Promise<Uint8Array> {
  const { width, height } = viewBox.baseVal;
  const image = new Image(width, height);
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = new OffscreenCanvas(Math.ceil(width * RATIO), Math.ceil(height * RATIO));
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('The chart is too large to draw. Save it as SVG.');
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  const png = await canvas.convertToBlob({ type: 'image/png' });
  return new Uint8Array(await png.arrayBuffer());
}
