import { decode as decodeJpeg } from 'jpeg-js';
import { PNG } from 'pngjs';
import { inflateSync } from 'node:zlib';
import { messageOf } from '../../../core/errors';
import { refusedData } from '../../../core/dataset/tableBuilder';
import { errorCode } from '../../errorCode';

/** Cameras of phones take 12 to 50 million pixels; each takes 4 bytes, and some 20 while a JPEG is decoded. */
const MAX_PIXELS = 50_000_000;
const JPEG_MEMORY_MB = 1_024;
/** 16 bits each of red, green, blue and alpha. */
const MAX_PNG_PIXEL_BYTES = 8;

/** Eight bits each of red, green, blue and alpha. */
export interface RgbaImage {
  readonly height: number;
  readonly width: number;
  readonly rgba: Uint8Array;
}

/**
 * What a PNG or JPEG shows, told apart by its first bytes. Turns that a camera notes in EXIF are not
 * made, as in Keras.
 * @param path from the folder that was chosen, for messages.
 * @throws ModelFormatError where it is neither, broken, or too large; that is found before it is decoded.
 */
export function decodeImage(bytes: Uint8Array, path: string): RgbaImage {
  const kind = kindOf(bytes);
  if (kind === undefined)
    throw refusedData(path, 'is neither PNG nor JPEG. Convert it, or take it out of the folder.');
  try {
    return kind === 'PNG' ? readPng(bytes, path) : readJpeg(bytes);
  } catch (error) {
    if (error instanceof TooLargeError)
      throw refusedData(
        path,
        `has more than the ${MAX_PIXELS / 1e6} million pixels that are read. Make it smaller, or take it out of the folder.`,
      );
    const why = messageOf(error);
    throw refusedData(
      path,
      `is a broken ${kind}: ${why}. Replace it, or take it out of the folder.`,
    );
  }
}

class TooLargeError extends Error {}

function kindOf(bytes: Uint8Array): 'PNG' | 'JPEG' | undefined {
  const starts = (...magic: readonly number[]): boolean =>
    magic.every((byte, i) => bytes[i] === byte);
  if (starts(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'PNG';
  return starts(0xff, 0xd8, 0xff) ? 'JPEG' : undefined;
}

function readPng(bytes: Uint8Array, path: string): RgbaImage {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // IHDR is always the first chunk.
  if (buffer.length < 29) throw new Error('it is cut off');
  const pixels = buffer.readUInt32BE(16) * buffer.readUInt32BE(20);
  if (pixels > MAX_PIXELS) throw new TooLargeError(path);
  const isInterlaced = buffer[28] === 1;
  if (isInterlaced) checkInflated(buffer, MAX_PNG_PIXEL_BYTES * (pixels + 1024) * 2);
  const { height, width, data } = PNG.sync.read(buffer);
  return { height, width, rgba: data };
}

/** pngjs bounds what it inflates of other images only. @throws Error where it is more. */
function checkInflated(png: Buffer, maxOutputLength: number): void {
  try {
    inflateSync(imageData(png), { maxOutputLength });
  } catch (error) {
    throw errorCode(error) === 'ERR_BUFFER_TOO_LARGE'
      ? new Error('it holds more than its pixels')
      : error;
  }
}

/** The compressed part: all IDAT chunks, each after its length and name and before its checksum. */
function imageData(png: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 8; at + 8 <= png.length;) {
    const length = png.readUInt32BE(at);
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT')
      parts.push(png.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  return Buffer.concat(parts);
}

function readJpeg(bytes: Uint8Array): RgbaImage {
  try {
    const { height, width, data } = decodeJpeg(bytes, {
      useTArray: true,
      tolerantDecoding: false,
      maxResolutionInMP: MAX_PIXELS / 1e6,
      maxMemoryUsageInMB: JPEG_MEMORY_MB,
    });
    return { height, width, rgba: data };
  } catch (error) {
    const isLimit = error instanceof Error && /^max(?:Resolution|Memory)/.test(error.message);
    throw isLimit ? new TooLargeError() : error;
  }
}
