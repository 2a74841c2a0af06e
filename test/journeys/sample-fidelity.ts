import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * What the sample must say, record by record, in the terms of the API: read from the facts that it was written from, so
 * that a test can show that nothing was lost. Words are not compared: the sample has its own.
 */

/** Evidence as the API shows it; sources by their ids, sorted. */
export interface ExpectedGrounds {
  origin?: string;
  confidence?: string;
  sources: string[];
}

export interface ExpectedParty {
  party: string;
  code: string;
  role: string;
}

export interface ExpectedDate extends ExpectedGrounds {
  on: string;
}

/** Where a dated change is found: among the amendments, renewals, ..., or among the acts of one kind. */
export interface ExpectedChange extends ExpectedGrounds {
  place: string;
  on?: string;
}

export interface ExpectedQuotaRow extends ExpectedGrounds {
  /** A first number that was set, a later number for the same period, or an observed figure. */
  as: 'SET' | 'REVISION' | 'FIGURE';
  kind: string;
  unit: string;
  /** Exactly one of these, as in `QuotaNumber` and `FigureNumber`. */
  number: { limited?: number; none?: boolean; counted?: number; share?: { percent: number; of: number } };
  /** Of a revision: that of its quota. */
  period: { label: string; from?: string; to?: string };
}

export interface ExpectedTrainingRow extends ExpectedGrounds {
  as: 'COMMITMENT' | 'RESULT';
  track: string;
  number?: number;
  unit: string;
  dueOn?: string;
}

export interface ExpectedClause extends ExpectedGrounds {
  code: string;
}

export interface ExpectedMatter {
  topic: string;
  about: string;
  disputed: true;
  /** The sources of each claim. */
  claims: string[][];
}

export interface ExpectedArrangement {
  id: string;
  title: string;
  kind: string;
  level: string;
  bindingness: string;
  parties: ExpectedParty[];
  sectors: string[];
  skillLevels: string[];
  occupations: string[];
  /** An act of kind SIGNATURE has this date. */
  signed?: ExpectedDate;
  entryIntoForce?: ExpectedDate;
  /** `finalClauses.term.length.count`, in years. */
  termYears?: number;
  hasFinalClauses: boolean;
  changes: ExpectedChange[];
  /** Earlier arrangements that the record names: so many links at least. */
  predecessors: number;
  quotas: ExpectedQuotaRow[];
  training: ExpectedTrainingRow[];
  clauses: ExpectedClause[];
  jointCommittee?: ExpectedGrounds & { socialPartners: string[] };
  status: ExpectedGrounds & { status: string; asOf: string };
  matters: ExpectedMatter[];
  /** One of the remarks reads so. */
  confidenceRemark: string;
  /** The sources of the registration. */
  sources: string[];
}

interface Fact {
  origin?: string;
  confidence?: string;
  sources?: string[];
}

interface Row extends Fact {
  number: number | null;
  unit?: string;
  kind?: string;
}

interface SourceRecord {
  id: string;
  title: string;
  kind: string;
  level: string;
  bindingness: string;
  parties: { code: string; role: string }[];
  signed: (Fact & { date: string }) | null;
  inForce: (Fact & { date: string }) | null;
  term: (Fact & { years: number | null }) | null;
  amendments: (Fact & { date: string | null; type: string })[];
  predecessors: string[];
  sectors: string[];
  skillLevels: string[];
  isco08: { code: string }[];
  quotas: (Row & { kind: string; unit: string; period: ExpectedQuotaRow['period'] })[];
  trainingCommitments: (Row & { track: string; dueDate?: string | null })[];
  rightsClauses: (Fact & { code: string })[];
  oversight: (Fact & { socialPartners: string[] }) | null;
  status: Fact & { value: string; asOf: string };
  conflicts: { fact: string; claims: { sources: string[] }[] }[];
  confidence: Record<string, string>;
  sources: string[];
}

/** Where each type of change went. */
const PLACES: Readonly<Record<string, string>> = {
  accession: 'ACCESSION',
  initialling: 'INITIALLING',
  ratification: 'RATIFICATION',
  'domestic approval': 'DOMESTIC_APPROVAL',
  withdrawal: 'WITHDRAWAL',
  renewal: 'renewals',
  expiry: 'ends',
  replacement: 'succession',
  'predecessor signed': 'succession',
  'predecessor suspended': 'remarks',
  'external measure': 'externalMeasures',
  'first admission': 'operations',
  'intake closed': 'operations',
  'implementing decision': 'operations',
  'domestic approval step': 'operations',
};

/** What the record calls otherwise than it is: the law by which Argentina approves is no deposit (PTY-10). */
const placeOf = (record: SourceRecord, type: string) =>
  record.id === 'MERCOSUR-RESIDENCE-2002' && type === 'ratification'
    ? 'DOMESTIC_APPROVAL'
    : (PLACES[type] ?? 'amendments');

/** Sectors that are sentences in the facts; what they say beside the sector is in a remark. */
const SECTORS: Readonly<Record<string, string[]>> = {
  'AE-NP-2019': ['general'],
  'CA-MB-PH-2010': ['all registered employers of the province'],
  'DE-KE-2024-CMMPA': ['skilled work', 'apprenticeships', 'students', 'seasonal work'],
  'JP-VN-2019-SSW': ['specified skilled worker fields', 'nursing care', 'construction', 'agriculture', 'food service'],
};

const LABELS: Readonly<Record<string, string>> = {
  'pilot of about 15 months from 2022-08': 'pilot, about 15 months from August 2022',
};

/** Numbers that change another one, and the period of the quota that they belong to. */
const REVISIONS: Readonly<Record<string, ExpectedQuotaRow['period']>> = {
  '2020/21 (conditional)': { label: '2020/21' },
  'to FY2028 (revised 2026-01-23)': {
    label: 'FY2024-FY2028 (first decision 2024-03-29)',
    from: '2024-04-01',
    to: '2029-03-31',
  },
};

const MATTERS: Readonly<Record<string, [topic: string, about: string]>> = {
  'end date': ['END', 'end of the programme'],
  'number of trainees': ['NUMBER_OF_TRAINEES', 'trainees'],
  period: ['PERIOD', 'period of the programme'],
  'workers in 2013': ['NUMBER_OF_WORKERS', 'workers in 2013'],
  effect: ['ENTRY_INTO_FORCE', 'taking effect'],
  signature: ['SIGNATURE', 'signature'],
  'minimum monthly wage': ['WAGE', 'minimum wage a month'],
  'agriculture agreement date': ['SIGNATURE', 'protocol on agriculture'],
  'date of signature': ['SIGNATURE', 'day of signature'],
};

const counted = (
  number: number,
  label: string,
  source: string,
  changes: Partial<ExpectedQuotaRow> = {},
): ExpectedQuotaRow => ({
  as: 'FIGURE',
  kind: 'ACTUAL',
  unit: 'PERSONS',
  number: { counted: number },
  period: { label },
  origin: 'PAGE',
  confidence: 'HIGH',
  sources: [source],
  ...changes,
});

/** Placed from each country, as the facts tell in words beside a total. */
const placed = (label: string, numbers: readonly number[], to?: string) =>
  numbers.map((number) =>
    counted(number, label, 'source-medhochzwei-2020', { period: to ? { label, to } : { label } }),
  );

/** Figures that the facts tell in words or elsewhere: of a round, of a scheme beside, of each country, of those who wait. */
const FURTHER: Readonly<Record<string, ExpectedQuotaRow[]>> = {
  'KR-NP-EPS': [counted(35_000, 'first round of 2024', 'source-kowork-2024', { confidence: 'MEDIUM' })],
  'JP-VN-2019-SSW': [
    counted(426_200, 'to FY2028', 'source-nippon-2026', {
      as: 'SET',
      kind: 'CEILING',
      number: { limited: 426_200 },
      period: { label: 'to FY2028', to: '2029-03-31' },
    }),
  ],
  'GB-KE-2021-HEALTH': [
    counted(200, '2024-04', 'source-moh-kenya-2024', { kind: 'STOCK', period: { label: '2024-04', to: '2024-04' } }),
  ],
  'DE-TRIPLE-WIN': [
    ...placed('to end of 2016', [290, 382, 428], '2016-12-31'),
    ...placed('2017', [103, 166, 307, 17]),
    ...placed('2018', [155, 125, 577, 2]),
    ...placed('2019', [128, 111, 776, 10]),
    counted(2_220, '2013-2019 total', 'source-medhochzwei-2020'),
    counted(6_000, '2013-2025 total', 'source-medalmanya-2025', { confidence: 'LOW' }),
  ],
};

const FACTS = fileURLToPath(new URL('../../../shared/data/arrangements.json', import.meta.url));

/** What is expected of each arrangement of the sample; undefined where the facts are not at hand. */
export function expectedSample(path = FACTS): ExpectedArrangement[] | undefined {
  if (!existsSync(path)) return undefined;
  const { arrangements } = JSON.parse(readFileSync(path, 'utf8')) as { arrangements: SourceRecord[] };
  return arrangements.map(expected);
}

const expected = (record: SourceRecord): ExpectedArrangement => ({
  id: `arrangement-${record.id.toLowerCase()}`,
  title: record.title,
  kind: enumOf(record.kind),
  level: enumOf(record.level),
  bindingness: enumOf(record.bindingness),
  parties: record.parties.map(({ code, role }) => ({ party: `party-${code.toLowerCase()}`, code, role: enumOf(role) })),
  sectors: SECTORS[record.id] ?? record.sectors,
  skillLevels: record.skillLevels.map(enumOf),
  occupations: record.isco08.map(({ code }) => code),
  signed: record.signed ? { on: record.signed.date, ...groundsOf(record.signed) } : undefined,
  entryIntoForce: record.inForce ? { on: record.inForce.date, ...groundsOf(record.inForce) } : undefined,
  termYears: record.term?.years ?? undefined,
  hasFinalClauses: record.term !== null,
  changes: record.amendments.map((change) => ({
    place: placeOf(record, change.type),
    on: change.date ?? undefined,
    ...groundsOf(change),
  })),
  predecessors: record.predecessors.length,
  quotas: [...record.quotas.map((row) => quotaRow(row)), ...(FURTHER[record.id] ?? [])],
  training: record.trainingCommitments.map((row) => ({
    as: row.kind === 'actual' ? 'RESULT' : 'COMMITMENT',
    track: row.track.startsWith('home+away') ? 'HOME_AND_AWAY' : enumOf(row.track),
    number: row.number ?? undefined,
    unit: enumOf(row.unit ?? 'persons'),
    dueOn: row.dueDate ?? undefined,
    ...groundsOf(row),
  })),
  clauses: record.rightsClauses.map((clause) => ({ code: clause.code, ...groundsOf(clause) })),
  jointCommittee: record.oversight
    ? { socialPartners: record.oversight.socialPartners, ...groundsOf(record.oversight) }
    : undefined,
  status: {
    status:
      record.status.value === 'signed_not_confirmed_in_force' ? 'SIGNED_NOT_CONFIRMED' : enumOf(record.status.value),
    asOf: record.status.asOf,
    ...groundsOf(record.status),
  },
  matters: record.conflicts.map(({ fact, claims }) => {
    const [topic, about] = MATTERS[fact]!;
    return { topic, about, disputed: true, claims: claims.map((claim) => sourcesOf(claim)) };
  }),
  confidenceRemark: `Confidence of the compilation: ${Object.entries(record.confidence)
    .map((entry) => entry.join(' '))
    .join('; ')}.`,
  sources: sourcesOf(record),
});

function quotaRow({ number, kind, unit, period, ...fact }: SourceRecord['quotas'][number]): ExpectedQuotaRow {
  const isFigure = kind === 'actual' || kind === 'stock';
  const revised = REVISIONS[period.label];
  return {
    as: isFigure ? 'FIGURE' : revised ? 'REVISION' : 'SET',
    kind: enumOf(kind),
    unit: enumOf(unit),
    // Two rows have no number: a share of a whole, and a partnership that expressly has no quota.
    number:
      number === null
        ? isFigure
          ? { share: { percent: 13, of: 25767 } }
          : { none: true }
        : isFigure
          ? { counted: number }
          : { limited: number },
    period: revised ?? { ...period, label: LABELS[period.label] ?? period.label },
    ...groundsOf(fact),
  };
}

const enumOf = (word: string) => word.toUpperCase().replaceAll('-', '_');

const ORIGINS: Readonly<Record<string, string>> = {
  page: 'PAGE',
  dataset: 'DATASET',
  general_knowledge: 'GENERAL_KNOWLEDGE',
  analyst: 'ANALYST',
};

const groundsOf = ({ origin, confidence, sources }: Fact): ExpectedGrounds => ({
  origin: origin && ORIGINS[origin],
  confidence: confidence?.toUpperCase(),
  sources: sourcesOf({ sources }),
});

const sourcesOf = ({ sources = [] }: Pick<Fact, 'sources'>) => sources.map((key) => `source-${key}`).sort();
