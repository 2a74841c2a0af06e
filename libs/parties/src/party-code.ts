import { choices } from '#kernel';
import { countries as continents, type TCountryCode } from 'countries-list';
import { iso31662 } from 'iso-3166';
import countries from 'i18n-iso-countries';

export const CodeSystem = choices(
  'CodeSystem',
  {
    ISO_3166_1: 'Country, alpha-2; EU (exceptionally reserved) and XK (user-assigned) are allowed.',
    ISO_3166_2: 'Province, state or other unit of a country.',
    ORG: 'Acronym of an organisation, as it calls itself.',
  },
  'From which list the code of a party is taken (PTY-03).',
);
export type CodeSystem = keyof typeof CodeSystem;

const COUNTRIES = new Set(['EU', 'XK', ...Object.keys(countries.getAlpha2Codes())]);
const SUBDIVISIONS = new Set(iso31662.map((subdivision) => subdivision.code));

/** PTY-03: whether a code is one of its system. */
export function isPartyCode(system: CodeSystem, code: string): boolean {
  switch (system) {
    case 'ISO_3166_1':
      return COUNTRIES.has(code);
    case 'ISO_3166_2':
      return SUBDIVISIONS.has(code);
    case 'ORG':
      return /^[A-Z0-9][A-Za-z0-9 ./&-]{1,39}$/.test(code);
  }
}

/** The country of a state or of a unit within one, alpha-2; undefined for organisations. */
export const countryOf = (system: CodeSystem, code: string): string | undefined =>
  system === 'ORG' ? undefined : code.slice(0, 2);

/** The five regions of the United Nations' M49, from the continents of the library. */
const REGIONS: Record<string, string> = {
  AF: 'Africa',
  NA: 'Americas',
  SA: 'Americas',
  AS: 'Asia',
  EU: 'Europe',
  OC: 'Oceania',
};

/** The region of a country, alpha-2; undefined for one that lies in none. */
export const regionOf = (country: string): string | undefined =>
  country === 'EU' ? 'Europe' : REGIONS[continents[country as TCountryCode]?.continent ?? ''];
