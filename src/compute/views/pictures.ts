import { shownName } from '../../core/format/sentence';
import { shownShape } from '../../core/model/shownShape';
import type { Gallery, GalleryKey, Tile, TileKey } from '../../protocol/model';
import { flatRead } from '../flatRead';
import { Lru } from '../../core/lru';
import type { OpenedModel } from '../openedModel';
import { type AskedTile, Overviews } from './overviews';
import { galleryOf, type Pictures, readPictures } from './readGallery';
import { readTile } from './readTile';
import type { Turn } from '../turns';

/** 40 full coarse tiles, 120 of single cells: several screens, so that panning back and zooming out reads nothing again. */
const CACHED_TILE_BYTES = 32 * 1024 * 1024;
const CACHED_GALLERY_BYTES = 32 * 1024 * 1024;

/** Tiles and galleries, kept for the next look. */
export class PictureCache {
  private readonly tiles = new Lru<Tile>(CACHED_TILE_BYTES);
  private readonly overviews = new Overviews();
  private readonly galleries = new Lru<Pictures>(CACHED_GALLERY_BYTES);

  async tile(opened: OpenedModel, key: TileKey, asked: AskedTile): Promise<Tile> {
    const { weight: index, view, level, tile, of = 'edited' } = key;
    const { values } = opened;
    const id = JSON.stringify([values.key(index, of), view.rowAxis, view.columnAxis, view.at]);
    const name = `${id}/${level.y},${level.x}/${tile.y},${tile.x}`;
    const known = this.tiles.get(name);
    if (known !== undefined) return known;
    const weight = opened.weight(index);
    const read = flatRead(values.source(of), weight);
    const tensor = { read, name: shownName(weight.name), shape: shownShape(weight).shape };
    const made = Overviews.covers(tensor.shape, key)
      ? await this.overviews.tile(tensor, id, key, asked)
      : await readTile(read, tensor.name, tensor.shape, key, asked.turn);
    this.tiles.set(name, made, (made.ends === null ? 4 : 12) * made.height * made.width);
    return made;
  }

  /** @throws Error with a sentence where the weight is no convolution kernel. */
  async gallery(opened: OpenedModel, key: GalleryKey, turn: Turn): Promise<Gallery> {
    const { weight: index, input, outputs, of = 'edited' } = key;
    const { values } = opened;
    const name = JSON.stringify([values.key(index, of), input]);
    let pictures = this.galleries.get(name);
    if (pictures === undefined) {
      const weight = opened.weight(index);
      const { filters, shape, dtype } = weight;
      const called = shownName(weight.name);
      if (filters === undefined || dtype === 'complex64')
        throw new Error(`${called} is no convolution kernel: it has no filters to show.`);
      const read = flatRead(values.source(of), weight);
      pictures = await readPictures(read, called, shape, filters, input, turn);
      this.galleries.set(name, pictures, 4 * pictures.values.length);
    }
    return galleryOf(pictures, outputs);
  }
}
