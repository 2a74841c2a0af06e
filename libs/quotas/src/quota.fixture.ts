import { type Arrangement, arrangementDecider } from '#arrangements';
import type { NewEvent } from '#kernel';
import { scenarios } from '#kernel/testing';
import { figuresOpened, type OpenFigures } from './open-figures.js';
import { type OpenQuota, quotaOpened } from './open-quota.js';
import { quotaDecider } from './quota.decider.js';

const record = (type: string, data: object) => arrangementDecider.events.get(type)!(data as never);

const registered = record('ArrangementRegistered', {
  arrangement: 'arrangement-nz-rse',
  kind: 'BILATERAL',
  level: 'NATIONAL',
  instrumentType: 'MEMORANDUM_OF_UNDERSTANDING',
  bindingness: 'NON_BINDING',
  titles: [{ text: 'Seasonal employer understanding', language: 'en' }],
  parties: [
    { party: 'party-ws', role: 'ORIGIN' },
    { party: 'party-nz', role: 'DESTINATION' },
  ],
  scope: { sectors: ['horticulture'], skillLevels: ['LOW'], occupations: ['92'] },
});

export const signedBy = (on: string) =>
  record('ActRecorded', {
    arrangement: 'arrangement-nz-rse',
    kind: 'SIGNATURE',
    parties: ['party-ws', 'party-nz'],
    on,
  });

export const notifiedBy = (party: string, on: string) =>
  record('ActRecorded', { arrangement: 'arrangement-nz-rse', kind: 'NOTIFICATION', parties: [party], on });

export const ended = (on: string) =>
  record('ArrangementEnded', { arrangement: 'arrangement-nz-rse', ground: 'TERMINATION', on });

export const suspended = (from: string, changes: object = {}) =>
  record('ArrangementSuspended', {
    arrangement: 'arrangement-nz-rse',
    suspension: 'pause',
    scope: 'ALL',
    ground: 'CONSENT',
    from,
    decidedBy: ['party-ws', 'party-nz'],
    ...changes,
  });

export const resumed = (on: string) =>
  record('ArrangementResumed', {
    arrangement: 'arrangement-nz-rse',
    suspension: 'pause',
    on,
    decidedBy: ['party-ws', 'party-nz'],
  });

export const finalClauses = (content: object) =>
  record('FinalClausesAgreed', { arrangement: 'arrangement-nz-rse', finalClauses: content });

/** The arrangement under which the quotas of these tests open, with what was recorded on it. */
export function arrangement(...history: ReturnType<typeof record>[]): Arrangement {
  let folded: Arrangement | undefined;
  scenarios(arrangementDecider)
    .given(registered, ...history)
    .state((state) => (folded = state));
  return folded!;
}

const others = { 'arrangement-nz-rse': arrangement(), 'party-ws': {}, 'party-nz': {}, 'party-fj': {} };

const scenes = scenarios(quotaDecider, { others });
export const given = (...history: NewEvent[]) => scenes.given(...history);
export const world = (state: Arrangement) => ({ others: { ...others, 'arrangement-nz-rse': state } });

export const samoa = { actor: { id: 'actor-ws', role: 'GOVERNMENT' as const, onBehalfOf: 'party-ws' } };
export const fiji = { actor: { id: 'actor-fj', role: 'GOVERNMENT' as const, onBehalfOf: 'party-fj' } };
export const union = { actor: { id: 'actor-union', role: 'UNION' as const } };

export const scope = {
  description: 'seasonal workers',
  origins: ['party-ws'],
  destination: 'party-nz',
  sectors: ['horticulture'],
  occupations: ['92'],
};

/** A ceiling of 14,400 for the season 2020/21. */
export const ceiling: OpenQuota = {
  quota: 'quota-nz-rse-2020',
  arrangement: 'arrangement-nz-rse',
  kind: 'CEILING',
  unit: 'PERSONS',
  number: { limited: 14_400 },
  period: { label: '2020/21', from: '2020-07-01', to: '2021-06-30' },
  scope,
};

export const series: OpenFigures = {
  quota: 'quota-nz-rse-placed',
  arrangement: 'arrangement-nz-rse',
  unit: 'PERSONS',
  scope,
};

export const opened = (changes: Partial<OpenQuota> = {}) => quotaOpened({ ...ceiling, ...changes });
export const openedFigures = () => figuresOpened(series);
