import { existsSync, readFileSync } from 'node:fs';
import type { ImportEntry } from '#registry';
import { parse } from 'csv-parse/sync';
import countries from 'i18n-iso-countries';

/** Where the inventory lies, beside the repository; it is read from there and never copied. */
export const BLA = '../shared/data/bla';
export const hasInventory = existsSync(`${BLA}/coding.csv`) && existsSync(`${BLA}/formation.csv`);

export const PROFILE = 'profile-bla-20-good-practices';

/** The yes-or-no columns of the coding file, with the element of the profile and the matter that each is about. */
export const VARIABLES: readonly (readonly [column: string, element: string, code: string])[] = [
  ['intl_instr', '01', 'NORM'],
  ['info_exch', '02', 'EXIN'],
  ['info_dissem', '03', 'TRAN'],
  ['govt_agencies', '04', 'AUTH'],
  ['joint_commit', '05', 'JCOM'],
  ['recruit_cost_mig', '06a', 'FEES'],
  ['recruit_auth', '06b', 'ERCM'],
  ['labor_union_orig', '07a', 'SDLG'],
  ['labor_union_dest', '07b', 'SDLG'],
  ['labor_union_join', '07c', 'FOAC'],
  ['emp_orgs', '07d', 'SDLG'],
  ['ngos', '07e', 'SDLG'],
  ['migrant_info', '08', 'INFO'],
  ['prot_equal', '09', 'EQT'],
  ['prot_women', '10a', 'GEND'],
  ['prot_women_det', '10b', 'GEND'],
  ['prot_other', '10c', 'EQT'],
  ['contract_req', '11a', 'CONT'],
  ['contract_standard', '11b', 'CONT'],
  ['contract_terms', '11c', 'CONT'],
  ['wage_prot', '12', 'WAGE'],
  ['housing_req', '13a', 'HOUS'],
  ['housing_cond', '13b', 'HOUS'],
  ['housing_monitor', '13c', 'MONI'],
  ['work_monitor', '13d', 'MONI'],
  ['passport', '14', 'DOCS'],
  ['social_security', '15', 'SOCS'],
  ['disputes_emp_mig', '16', 'JUST'],
  ['mig_human_cap', '17', 'TRAI'],
  ['credentials', '18', 'SKRC'],
  ['remittances', '19', 'REMT'],
  ['reintegration', '20a', 'REIN'],
  ['contract_renewal', '20b', 'STAY'],
  ['perm_resid', '20c', 'STAY'],
];

/** What a row says that is not taken as it stands; `code` groups them. */
export interface Oddity {
  file: string;
  line: number;
  code: string;
  says: string;
}

export type Row = Record<string, string>;
export interface Inventory {
  formation: Row[];
  coding: Row[];
}

export const readInventory = (): Inventory => ({ formation: table('formation.csv'), coding: table('coding.csv') });

const table = (file: string): Row[] =>
  parse(readFileSync(`${BLA}/${file}`, 'utf8'), { columns: true, bom: true, trim: true }) as Row[];

/** States that no longer exist, by their code of ISO 3166-3, and names that the list of countries does not have. */
const FORMER: Record<string, string> = { Czechoslovakia: 'CSHH', 'East Germany': 'DDDE', Yugoslavia: 'YUCS' };
const CODES: Record<string, string> = {
  'Antigua & Barbuda': 'AG',
  Laos: 'LA',
  Macedonia: 'MK',
  Moldova: 'MD',
  'St. Lucia': 'LC',
  Swaziland: 'SZ',
  Syria: 'SY',
  'Timor Leste': 'TL',
  'West Germany': 'DE',
};
const codeOf = (name: string) => FORMER[name] ?? CODES[name] ?? countries.getAlpha2Code(name, 'en');

const YES = new Set(['1', '1.0']);
const NO = new Set(['0', '0.0']);
/** What a cell of the coding file says; undefined where nobody coded it. */
export const answerOf = (cell: string | undefined): boolean | undefined =>
  cell === undefined || (!YES.has(cell) && !NO.has(cell)) ? undefined : YES.has(cell);

const DATE = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/;
const isoDate = (stated: string): string | undefined => {
  const [, month, day, year] = DATE.exec(stated) ?? [];
  return year && `${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}`;
};

/**
 * The inventory as ordinary commands, and row by row what was not taken as it stands. Every row is registered; a coding is one
 * reading of its text by one coder, and an empty cell is not coded.
 */
export function commandsOf({ formation, coding }: Inventory): { entries: ImportEntry[]; oddities: Oddity[] } {
  const provenance = { sources: ['source-bla-codebook'], origin: 'DATASET', confidence: 'MEDIUM' };
  const entries: ImportEntry[] = [];
  const oddities: Oddity[] = [];
  const parties = new Map<string, string>();
  const texts = new Map(coding.map((row, index) => [row.treatyID!, { row, line: index + 2 }]));
  const signed = new Map<string, string[]>();

  for (const [index, row] of formation.entries()) {
    const file = 'formation.csv';
    const line = index + 2;
    const odd = (code: string, says: string, place = { file, line }) => oddities.push({ ...place, code, says });
    const send = (command: string, input: object, place = { file, line }, more: object = {}) =>
      entries.push({ ...place, command, input, provenance: { ...provenance, ...more } });

    const sides = [row.countryA!, row.countryB!].map((name) => {
      const code = codeOf(name);
      if (!code) throw new Error(`${file}:${line}: no code is known for ${name}.`);
      const party = `party-${code.toLowerCase()}`;
      const known = parties.get(party);
      if (known === undefined) {
        parties.set(party, name);
        const codeSystem = FORMER[name] ? 'ORG' : 'ISO_3166_1';
        send('registerParty', { party, kind: 'STATE', codeSystem, code, names: [{ text: name, language: 'en' }] });
      }
      if (FORMER[name]) odd('FORMER_STATE', `${name} no longer exists; it is kept as ${code} of ISO 3166-3`);
      else if (known !== undefined && known !== name) odd('SPELLING', `${name} is taken for ${known}`);
      return party;
    });

    const arrangement = `arrangement-bla-${row.treatyID}`;
    const text = texts.get(row.treatyID!);
    const title = text?.row.agreement_title || `Agreement of ${row.countryA} and ${row.countryB}, ${row.year}`;
    const place = text ? { file: 'coding.csv', line: text.line } : { file, line };
    if (title.includes('"')) odd('QUOTED_TITLE', 'The title has quotation marks; it is kept as it stands', place);
    send('registerArrangement', {
      arrangement,
      kind: 'BILATERAL',
      level: 'NATIONAL',
      instrumentType: 'AGREEMENT',
      bindingness: 'UNKNOWN',
      titles: [{ text: title, language: 'en' }],
      parties: sides.map((party) => ({ party, role: 'BOTH' })),
      scope: { sectors: [], skillLevels: [], occupations: [] },
    });

    const day = isoDate(row.datesigned!);
    const on = day ?? row.year!;
    if (!day) odd('NO_DATE_SIGNED', `No date signed; ${row.year} is taken`);
    else if (!day.startsWith(row.year!))
      odd('YEAR_DISAGREES', `Year ${row.year}, and signed on ${day}; the day is taken`);
    const pair = `${[...sides].sort().join(' ')} ${on}`;
    const alike = signed.get(pair) ?? [];
    if (alike.length > 0)
      odd('SAME_PAIR_AND_DATE', `Signed by the same two on ${on} as ${alike.join(', ')}; kept apart`);
    signed.set(pair, [...alike, arrangement]);
    send('recordAct', {
      arrangement,
      kind: 'SIGNATURE',
      parties: sides,
      on,
      ...(alike.length > 0 ? { distinctFrom: alike } : {}),
    });

    const ratified = isoDate(row.ratified!);
    if (row.ratified === '') odd('NO_DATE_RATIFIED', 'No date ratified');
    else if (!ratified) odd('DATE_INEXACT', `Ratified ${JSON.stringify(row.ratified)}: no date, so it is left out`);
    else if (day && ratified < day)
      odd('RATIFIED_BEFORE_SIGNED', `Ratified on ${ratified}, signed on ${day}: left out`);
    else send('recordAct', { arrangement, kind: 'RATIFICATION', parties: sides, on: ratified });

    if (!text) continue;
    const { quota, quota_num: number, coded_google_translation: read } = text.row;
    if (read && !['Original language', 'Translation'].includes(read))
      odd('VALUE_MISSPELT', `${JSON.stringify(read)} is read as the original language`, place);
    if (number && !/^\d+$/.test(number))
      odd('QUOTA_IN_WORDS', `The quota is ${JSON.stringify(number)}: kept in words, no number is taken`, place);
    const clause = (name: string, code: string, present: boolean, more: object) => ({
      clause: name,
      content: {
        code,
        answer: present ? 'PRESENT' : 'SILENT',
        codedFrom: 'SECONDARY_SOURCE',
        modality: 'NOT_CODED',
        bearers: ['ORIGIN', 'DESTINATION'],
        bearersAreUsual: true,
        ...more,
      },
    });
    const clauses = VARIABLES.flatMap(([column, element, code]) => {
      const answer = answerOf(text.row[column]);
      if (answer === undefined) return [];
      return [clause(element, code, answer, { maps: [{ profile: PROFILE, element, relation: 'EQUAL_TO' }] })];
    });
    const hasQuota = answerOf(quota);
    if (hasQuota !== undefined) clauses.push(clause('quota', 'QUOT', hasQuota, number ? { summary: number } : {}));
    send('codeClauses', { arrangement, clauses }, place);
  }
  return { entries, oddities };
}
