import { type ClauseCode, type ClauseElement, type ReadClause } from '#arrangements';
import type { PlainDate } from '#kernel';
import { type CatalogueEntry, contentOn, statusOn } from '../catalogue/entry.js';
import type { LegalBasis } from '../catalogue/terms.js';

/** A clause that does not say what the catalogue asks for beside the duty. */
export interface Incomplete {
  clause: string;
  code: ClauseCode;
  lacks: ClauseElement[];
}

/** The present clauses, coded from the text itself, that lack what the catalogue requires on a day. Pure. */
export const incompleteOf = (
  clauses: readonly ReadClause[],
  entries: readonly CatalogueEntry[],
  day: PlainDate,
): Incomplete[] => {
  const requires = new Map(entries.map((entry) => [entry.code, contentOn(entry, day).value.requires]));
  return clauses.flatMap(({ clause, version: { value } }) => {
    // What a source says of a text does not show what the text leaves out.
    if (value.answer !== 'PRESENT' || value.codedFrom !== 'TEXT') return [];
    const lacks = (requires.get(value.code) ?? []).filter((element) => !value.elements?.includes(element));
    return lacks.length > 0 ? [{ clause, code: value.code, lacks }] : [];
  });
};

/** A convention behind matters that a text does not deal with, as far as is known. */
export interface Unreflected {
  convention: string;
  title: string;
  /** `silent`: coded as silent; else nobody has coded it. */
  matters: { code: ClauseCode; basis: LegalBasis; silent: boolean }[];
}

/** CLA-05 and CLA-07: conventions of the ILO behind matters on which the text is silent or was not coded. Pure. */
export function unreflected(
  clauses: readonly ReadClause[],
  entries: readonly CatalogueEntry[],
  day: PlainDate,
): Unreflected[] {
  const found = new Map<string, Unreflected>();
  for (const entry of entries) {
    if (statusOn(entry, day) !== 'ACTIVE') continue;
    const { code } = entry;
    const answers = clauses.flatMap(({ version: { value } }) => (value.code === code ? [value.answer] : []));
    // Silent on one element of a matter, and not on another, is not silent on the matter.
    if (answers.some((answer) => answer !== 'SILENT')) continue;
    for (const basis of contentOn(entry, day).value.basis) {
      const { instrument: convention, title } = basis;
      if (!/^[CP]\d{3}$/.test(convention)) continue;
      const known = found.get(convention) ?? { convention, title, matters: [] };
      known.matters.push({ code, basis, silent: answers.length > 0 });
      found.set(convention, known);
    }
  }
  return [...found.values()].sort((a, b) => (a.convention < b.convention ? -1 : 1));
}
