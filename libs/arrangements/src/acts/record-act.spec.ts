import { expect } from '@jest/globals';
import type { Command } from '#kernel';
import { rule, ruleTable } from '#kernel/testing';
import { arrangementDecider } from '../arrangement.decider.js';
import type { Arrangement } from '../arrangement.js';
import {
  act,
  agreed,
  depositary,
  france,
  germany,
  given,
  joined,
  notified,
  philippines,
  registered,
  registeredAmong,
  signed,
  stateOf,
  union,
} from '../testing/history.js';
import type { ActKind } from './act.js';
import type { RecordAct } from './record-act.js';

const record = (kind: ActKind, on: string, ...by: string[]) => ({
  arrangement: 'arrangement-de-ph',
  kind,
  on,
  parties: by,
});

rule('ARR-01', 'an act is recorded with its parties and its day', () =>
  given(registered())
    .when('recordAct', record('SIGNATURE', '2013-03-19', 'party-ph', 'party-de'))
    .state(({ acts }) =>
      expect(acts).toEqual([{ seq: 1, kind: 'SIGNATURE', parties: ['party-ph', 'party-de'], on: '2013-03-19' }]),
    ),
);

rule('PTY-06', 'whoever signs is listed as a party', () => {
  given(registered())
    .when('recordAct', record('SIGNATURE', '2013-03-19', 'party-de', 'party-fr'))
    .refused('PTY-06', { party: 'party-fr' });
  given(registered(), joined('party-fr', undefined, 'FUNDER'))
    .when('recordAct', record('SIGNATURE', '2013-03-19', 'party-fr'))
    .recorded();
});

rule('PTY-06', 'an act has an author', () =>
  given(registered()).when('recordAct', record('SIGNATURE', '2013-03-19')).refused('PTY-06'),
);

rule('PTY-07', 'a party does not sign twice', () => {
  given(registered(), signed('2013-03-19'))
    .when('recordAct', record('SIGNATURE', '2013-03-19', 'party-de'))
    .refused('PTY-07', { party: 'party-de', on: '2013-03-19', kind: 'SIGNATURE' });
  given(registered(), signed('2013-03-19', 'party-ph'))
    .when('recordAct', record('SIGNATURE', '2013-03-20', 'party-de'))
    .recorded();
});

rule('PTY-07', 'a party does not consent twice by the same act, but approves at home as often as it likes', () => {
  given(registered(), notified('2013-05-01', 'party-de'))
    .when('recordAct', record('NOTIFICATION', '2014', 'party-de'))
    .refused('PTY-07', { kind: 'NOTIFICATION' });
  given(registered(), act('DOMESTIC_APPROVAL', '2013-05-01'))
    .when('recordAct', record('DOMESTIC_APPROVAL', '2013-06-01', 'party-de'))
    .recorded();
});

ruleTable(
  'ARR-05',
  'a party initials, signs and consents in this order',
  (
    [
      ['signature on the day of initialling', act('INITIALLING', '2022-05-02'), 'SIGNATURE', '2022-05-02', false],
      ['signature on the day before', act('INITIALLING', '2022-05-02'), 'SIGNATURE', '2022-05-01', true],
      [
        'signature in the same month, where nobody can tell',
        act('INITIALLING', '2022-05-02'),
        'SIGNATURE',
        '2022-05',
        false,
      ],
      ['signature in the month before', act('INITIALLING', '2022-05-02'), 'SIGNATURE', '2022-04', true],
      ['initialling recorded after, and of the day after', signed('2022-12-05'), 'INITIALLING', '2022-12-06', true],
      ['notification on the day before signature', signed('2022-12-05'), 'NOTIFICATION', '2022-12-04', true],
      ['notification on the day of signature', signed('2022-12-05'), 'NOTIFICATION', '2022-12-05', false],
      [
        'approval at home by the other side',
        signed('2022-12-05', 'party-ph'),
        'DOMESTIC_APPROVAL',
        '2022-12-04',
        false,
      ],
      ['approval at home, at any time', signed('2022-12-05'), 'DOMESTIC_APPROVAL', '2022-01-01', false],
    ] as const
  ).map(([name, before, kind, on, refused]) => ({ name, before, kind, on, refused })),
  ({ before, kind, on, refused }) => {
    const answer = given(registered(), before).when('recordAct', record(kind, on, 'party-de'));
    if (refused) answer.refused('ARR-05', { on });
    else answer.recorded();
  },
);

rule('ARR-20', 'of two sides none withdraws while the other goes on; of many one can', () => {
  given(registered())
    .when('recordAct', record('WITHDRAWAL', '2025-01-29', 'party-de'))
    .refused('ARR-20', { parties: ['party-de'] });
  given(registeredAmong('party-de', 'party-ph', 'party-fr'))
    .when('recordAct', record('WITHDRAWAL', '2025-01-29', 'party-de'))
    .recorded();
});

ruleTable(
  'GEN-10',
  'a party cannot record another party’s consent',
  [
    { name: 'its own', by: germany, refused: false },
    { name: 'the other side', by: philippines, refused: true },
    { name: 'a stranger', by: france, refused: true },
    { name: 'the depositary', by: depositary, refused: false },
    { name: 'the secretariat from a source', by: {}, refused: false },
    { name: 'the secretariat without a source', by: { provenance: { sources: [], reason: 'known' } }, refused: true },
  ],
  ({ by, refused }) => {
    const answer = given(registered(), signed('2013-03-19')).when(
      'recordAct',
      record('NOTIFICATION', '2013-05-01', 'party-de'),
      by,
    );
    if (refused) answer.refused('GEN-10');
    else answer.recorded();
  },
);

rule('GEN-10', 'nor sign for both sides', () =>
  given(registered())
    .when('recordAct', record('SIGNATURE', '2013-03-19', 'party-de', 'party-ph'), germany)
    .refused('GEN-10', { actOf: 'party-ph' }),
);

rule('GEN-09', 'a union signs nothing', () =>
  given(registered())
    .when('recordAct', record('SIGNATURE', '2013-03-19', 'party-de'), union)
    .refused('GEN-09', { role: 'UNION' }),
);

const three = ['party-de', 'party-ph', 'party-fr'] as const;

ruleTable(
  'PTY-08',
  'ratification follows signature, and accession is for those that did not sign, where the text is open',
  (
    [
      ['a notification without signature', [registered()], 'NOTIFICATION', 'party-de', 'SIGNATURE_MISSING'],
      [
        'a ratification without signature',
        [registeredAmong(...three)],
        'RATIFICATION',
        'party-fr',
        'SIGNATURE_MISSING',
      ],
      ['acceptance, which may stand alone', [registeredAmong(...three)], 'ACCEPTANCE', 'party-fr', undefined],
      [
        'a ratification by one that signed',
        [registeredAmong(...three), signed('2002-12-06', 'party-fr')],
        'RATIFICATION',
        'party-fr',
        undefined,
      ],
      [
        'an accession by one that signed',
        [registeredAmong(...three), signed('2002-12-06', 'party-fr')],
        'ACCESSION',
        'party-fr',
        'ACCESSION_NOT_OPEN',
      ],
      ['an accession between two sides', [registered()], 'ACCESSION', 'party-de', 'ACCESSION_NOT_OPEN'],
      ['an accession, the text unknown', [registeredAmong(...three)], 'ACCESSION', 'party-fr', undefined],
      [
        'an accession to a closed text',
        [registeredAmong(...three), agreed({ participation: { accession: 'CLOSED' } })],
        'ACCESSION',
        'party-fr',
        'ACCESSION_NOT_OPEN',
      ],
      [
        'an accession to an open text',
        [registeredAmong(...three), agreed({ participation: { accession: 'OPEN' } })],
        'ACCESSION',
        'party-fr',
        undefined,
      ],
    ] as const
  ).map(([name, history, kind, party, code]) => ({ name, history, kind, party, code })),
  ({ history, kind, party, code }) => {
    const answer = given(...history).when('recordAct', record(kind, '2005-01-01', party));
    if (code) answer.refused('PTY-08', { party });
    else answer.recorded();
  },
);

ruleTable(
  'PTY-08',
  'it is signed until the last day for signature',
  [
    { name: 'on the last day', on: '2003-12-31', refused: false },
    { name: 'on the day after', on: '2004-01-01', refused: true },
    { name: 'in that year, where nobody can tell', on: '2003', refused: false },
  ],
  ({ on, refused }) => {
    const answer = given(registeredAmong(...three), agreed({ participation: { signatureUntil: '2003-12-31' } })).when(
      'recordAct',
      record('SIGNATURE', on, 'party-fr'),
    );
    if (refused) answer.refused('PTY-08', { signatureUntil: '2003-12-31' });
    else answer.recorded();
  },
);

const other = (...history: Parameters<typeof stateOf>) => [{ id: 'arrangement-other', state: stateOf(...history) }];

ruleTable(
  'ARR-26',
  'one of the same parties, instrument and day is registered again only after someone looked',
  [
    { name: 'the same parties', found: other(registered(), signed('2013-03-19')), distinctFrom: [], refused: true },
    {
      name: 'the same, and looked at',
      found: other(registered(), signed('2013-03-19')),
      distinctFrom: ['arrangement-other'],
      refused: false,
    },
    {
      name: 'other parties',
      found: other(registeredAmong('party-de', 'party-ph', 'party-fr'), signed('2013-03-19')),
      distinctFrom: [],
      refused: false,
    },
    { name: 'nothing found', found: [], distinctFrom: [], refused: false },
  ],
  ({ found, distinctFrom, refused }) => {
    const answer = given(registered()).when(
      'recordAct',
      { ...record('SIGNATURE', '2013-03-19', 'party-ph', 'party-de'), distinctFrom },
      { found },
    );
    if (refused) answer.refused('ARR-26', { alike: 'arrangement-other' });
    else answer.recorded();
  },
);

rule('ARR-26', 'it is looked for by its instrument and the day on which the last party signs', () => {
  const { finds } = arrangementDecider.commands.recordAct! as unknown as Command<Arrangement, RecordAct>;
  const state = stateOf(registered(), signed('2013-03-20', 'party-ph'));
  expect(finds(record('SIGNATURE', '2013-03-19', 'party-de') as RecordAct, state)).toEqual({
    projection: 'arrangement',
    index: 'facet',
    equals: { instrument: 'AGREEMENT', signed: '2013-03-20' },
  });
  expect(finds(record('NOTIFICATION', '2013-03-19', 'party-de') as RecordAct, state)).toBeUndefined();
});
