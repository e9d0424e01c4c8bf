import { signal } from '@preact/signals';
import { isAveraged, placementOf, type TileFrame, type TilePainter } from '../tilePainter';
import { isHardware } from './hardware';
import { tileProgram, type TileProgram } from './tileProgram';
import { TileTextures } from './tileTextures';

/** The scale of float32 that every device tells from zero, and with digits to spare. */
const LEAST_LIMIT = 2 ** -100;

interface Device {
  readonly canvas: OffscreenCanvas;
  readonly gl: WebGL2RenderingContext;
  readonly program: TileProgram;
  readonly textures: TileTextures;
}

/**
 * Colours tiles by the graphics card: values go there once, and another scale or theme is a matter of
 * a few numbers. What it draws is copied into the picture at once. Where there is no card, where it
 * was lost, and for scales beyond it, it leaves the picture to others.
 */
export class GlTiles implements TilePainter {
  /** Counts how often the device was lost or came back: what was drawn is to be drawn again. */
  readonly changes = signal(0);
  private device: Device | undefined;

  /** @param anyDevice Whether to take software too, which takes longer for this than `canvasTiles`. */
  constructor(anyDevice = false) {
    const canvas = new OffscreenCanvas(1, 1);
    const gl = canvas.getContext('webgl2', {
      antialias: false,
      depth: false,
      failIfMajorPerformanceCaveat: !anyDevice,
    });
    if (gl === null || !(anyDevice || isHardware(gl))) return;
    this.device = deviceOf(canvas, gl);
    canvas.addEventListener('webglcontextlost', (event) => {
      // Without this it never comes back.
      event.preventDefault();
      this.device = undefined;
      this.changes.value++;
    });
    canvas.addEventListener('webglcontextrestored', () => {
      this.device = deviceOf(canvas, gl);
      this.changes.value++;
    });
  }

  /** Textures that the device holds; undefined where there is none. */
  get textures(): number | undefined {
    return this.device?.textures.size;
  }

  begin(...[context, scene]: Parameters<TilePainter['begin']>): TileFrame | undefined {
    const { device } = this;
    const { limit, summary, tiles, look } = scene;
    if (device === undefined || device.gl.isContextLost()) return undefined;
    if (limit === null || (limit !== 0 && !(limit >= LEAST_LIMIT))) return undefined;
    const { canvas, gl, program, textures } = device;
    const { width, height } = context.canvas;
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width;
      canvas.height = height;
    }
    gl.viewport(0, 0, width, height);
    gl.clear(gl.COLOR_BUFFER_BIT);
    program.use({ width, height }, limit, isAveraged(scene), look.dark);
    return {
      draw: (source, target) => {
        const held = tiles.shown(source);
        if (held === undefined) return undefined;
        const { tile, isPreview } = held;
        const place = placementOf(scene, source, tile, target);
        if (place !== undefined) {
          const { sx, sy, sw, sh, x0, y0, x1, y1 } = place;
          textures.bind(tile, summary);
          program.quad([x0, y0, x1, y1], [sx, sy, sw, sh]);
        }
        return isPreview ? 'preview' : 'tile';
      },
      end: () => {
        context.imageSmoothingEnabled = false;
        context.setTransform(1, 0, 0, 1, 0, 0);
        context.drawImage(canvas, 0, 0);
        return false;
      },
    };
  }
}

function deviceOf(canvas: OffscreenCanvas, gl: WebGL2RenderingContext): Device | undefined {
  const program = tileProgram(gl);
  return program && { canvas, gl, program, textures: new TileTextures(gl) };
}

let shared: GlTiles | undefined;

/** The one of this page. */
export function glTiles(): GlTiles {
  shared ??= new GlTiles();
  return shared;
}
