import type { ModelOverview } from '../../protocol/model';
import { host } from './host';
import type { Place } from './state';

/** Weights asked for at once while looking for a name. */
const PAGE = 2000;

/** The weight to show first: the one of that name, else the first kernel, or null for the model page. */
export async function findWeight(place: Place, model: ModelOverview): Promise<number | null> {
  if (place === null) return null;
  if (place === 'unset') return model.firstWeight;
  if (place.weight < model.weightCount && (await nameOf(place.weight)) === place.name) {
    return place.weight;
  }
  for (let start = 0; start < model.weightCount; start += PAGE) {
    const lines = await host.weightLines({ start, end: Math.min(start + PAGE, model.weightCount) });
    const found = lines.find((line) => line.name === place.name);
    if (found !== undefined) return found.weight;
  }
  return null;
}

async function nameOf(weight: number): Promise<string | undefined> {
  const [line] = await host.weightLines({ start: weight, end: weight + 1 });
  return line?.name;
}
