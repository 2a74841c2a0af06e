import { ClauseCode, type Directions, type DirectionsOn } from '#arrangements';
import type { PlainDate, ReadModel } from '#kernel';
import { type CatalogueEntry, directionsOf, entryOf } from '../catalogue/entry.js';

const NONE: Directions = new Map();

/** Every entry of the catalogue as known at a size, in the order of the taxonomy. */
export async function allEntries(entries: ReadModel<CatalogueEntry>, size: number): Promise<CatalogueEntry[]> {
  const ids = (Object.keys(ClauseCode) as ClauseCode[]).map(entryOf);
  const found = await entries.many(ids, size);
  return ids.flatMap((id) => found.get(id)?.state ?? []);
}

/** Which way each parameter of each matter protects more, as these entries have it. */
export function directionsIn(entries: readonly CatalogueEntry[]): DirectionsOn {
  const byCode = new Map(entries.map((entry) => [entry.code, entry]));
  return (code, day) => {
    const entry = byCode.get(code);
    return entry ? directionsOf(entry, day) : NONE;
  };
}

/** The same on one day, each matter read once. */
export function directionsOn(entries: readonly CatalogueEntry[], day: PlainDate): (code: ClauseCode) => Directions {
  const byCode = new Map(entries.map((entry) => [entry.code, directionsOf(entry, day)]));
  return (code) => byCode.get(code) ?? NONE;
}
