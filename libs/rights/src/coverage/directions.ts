import { ClauseCode, type Directions } from '#arrangements';
import type { PlainDate, ReadModel } from '#kernel';
import { type CatalogueEntry, directionsOf, entryOf } from '../catalogue/entry.js';

const NONE: Directions = new Map();

/** Every entry of the catalogue as known at a size, in the order of the taxonomy. */
export async function allEntries(entries: ReadModel<CatalogueEntry>, size: number): Promise<CatalogueEntry[]> {
  const ids = (Object.keys(ClauseCode) as ClauseCode[]).map(entryOf);
  const found = await entries.many(ids, size);
  return ids.flatMap((id) => found.get(id)?.state ?? []);
}

/** Which way each parameter of each matter protects more, as the catalogue has it on a day. */
export function directionsOn(entries: readonly CatalogueEntry[], day: PlainDate): (code: ClauseCode) => Directions {
  const byCode = new Map(entries.map((entry) => [entry.code, directionsOf(entry, day)]));
  return (code) => byCode.get(code) ?? NONE;
}
