import type { Tile } from '../../../../protocol/model';
import type { Summary } from '../../settings';
import { shownValues } from '../tileValues';
import { plain } from './tileProgram';

/** 256 KiB each: several screens of tiles. */
const MOST_TEXTURES = 160;

interface Held {
  readonly texture: WebGLTexture;
  readonly summary: Summary;
}

/** The values of tiles as textures of float32; those used last stay. */
export class TileTextures {
  /** The one used last at the end. */
  private readonly held = new Map<Tile, Held>();

  constructor(private readonly gl: WebGL2RenderingContext) {}

  get size(): number {
    return this.held.size;
  }

  /** Binds the texture of a tile. */
  bind(tile: Tile, summary: Summary): void {
    const { gl } = this;
    let held = this.held.get(tile);
    this.held.delete(tile);
    if (held !== undefined && held.summary !== summary && tile.ends !== null) {
      gl.deleteTexture(held.texture);
      held = undefined;
    }
    if (held === undefined) held = { texture: this.upload(tile, summary), summary };
    else gl.bindTexture(gl.TEXTURE_2D, held.texture);
    this.held.set(tile, held);
    const [oldest] = this.held;
    if (this.held.size <= MOST_TEXTURES || oldest === undefined) return;
    this.held.delete(oldest[0]);
    gl.deleteTexture(oldest[1].texture);
  }

  private upload(tile: Tile, summary: Summary): WebGLTexture {
    const { gl } = this;
    const { width, height } = tile;
    const texture = gl.createTexture();
    gl.bindTexture(gl.TEXTURE_2D, texture);
    gl.texStorage2D(gl.TEXTURE_2D, 1, gl.R32F, width, height);
    const values = shownValues(tile, summary);
    gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, 0, width, height, gl.RED, gl.FLOAT, values);
    plain(gl);
    return texture;
  }
}
