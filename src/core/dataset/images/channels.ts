import type { ImageSize } from './imageSize';

/**
 * Pixels of red, green, blue and alpha as so many channels. Grey is the luma of ITU-R BT.601 in the
 * 16-bit fixed point of Pillow's `convert('L')`, so that both give the same bytes; alpha is dropped, as there.
 */
export function withChannels(rgba: Uint8Array, channels: ImageSize['channels']): Uint8Array {
  if (channels === 4) return rgba;
  const pixels = rgba.length / 4;
  const out = new Uint8Array(pixels * channels);
  for (let i = 0; i < pixels; i++) {
    const [red = 0, green = 0, blue = 0] = [rgba[4 * i], rgba[4 * i + 1], rgba[4 * i + 2]];
    if (channels === 1) out[i] = (red * 19595 + green * 38470 + blue * 7471 + 0x8000) >> 16;
    else out.set([red, green, blue], 3 * i);
  }
  return out;
}
