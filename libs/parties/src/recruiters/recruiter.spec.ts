import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { NewEvent } from '#kernel';
import { rule, ruleTable, scenarios } from '#kernel/testing';
import { DATES, DAYS, world } from '../permissions/permissions.fixture.js';
import { recruiterCertified } from './certify-recruiter.js';
import { licenceGranted } from './grant-licence.js';
import { certificateHolds, checkLicensed, liabilitiesOn, licenceOn } from './recruiter.js';
import { recruiterDecider } from './recruiter.decider.js';
import { viewLicenceIn, viewRecruiter } from './recruiter.view.js';
import { certifiedDaysOf, licensedDaysOf } from './recruiters.projection.js';
import { recruiterRegistered } from './register-recruiter.js';
import { licenceRestored } from './restore-licence.js';
import { jointLiabilityStated } from './state-joint-liability.js';
import { licenceSuspended } from './suspend-licence.js';
import { licenceWithdrawn } from './withdraw-licence.js';
import { recruiterCertificateWithdrawn } from './withdraw-recruiter-certificate.js';

const { given } = scenarios(recruiterDecider, {
  others: { ...world.others, 'employer-farm': { country: 'party-ca' } },
});

const recruiter = 'recruiter-agency';
const agency = { recruiter, name: 'Invented Agency', country: 'party-ph' };
const registered = recruiterRegistered(agency);
const licence = {
  recruiter,
  licence: 'ph-2026',
  jurisdiction: 'party-ph',
  by: 'party-ph-office',
  number: 'L-1',
  from: '2026-01-01',
  until: { lastDay: '2026-12-31' },
};
const licensed = (changes: object = {}) => licenceGranted({ ...licence, ...changes });
const canada = licensed({ licence: 'ca-2026', jurisdiction: 'party-ca', by: 'party-ca-mb' });
const suspension = {
  recruiter,
  licence: 'ph-2026',
  suspension: 'pause',
  by: 'party-ph-office',
  from: '2026-04-01',
  until: { lastDay: '2026-06-30' },
  ground: 'Fees were taken',
  appeal: { notStated: true },
};
const suspended = (changes: object = {}) => licenceSuspended({ ...suspension, ...changes });
const restored = (on: string) =>
  licenceRestored({
    recruiter,
    licence: 'ph-2026',
    suspension: 'pause',
    by: 'party-ph-office',
    on,
    ground: 'Paid back',
  });
const withdrawn = (on: string) =>
  licenceWithdrawn({
    recruiter,
    licence: 'ph-2026',
    by: 'party-ph-office',
    on,
    ground: 'Fees again',
    appeal: { to: { body: 'Invented Court' } },
  });
const certified = (lastDay?: string) =>
  recruiterCertified({
    recruiter,
    certificate: 'iris-1',
    scheme: 'IRIS',
    issuer: 'Invented Auditors',
    from: '2026-01-01',
    lastDay,
  });
const uncertified = (on: string) =>
  recruiterCertificateWithdrawn({ recruiter, certificate: 'iris-1', on, ground: 'Audit failed' });

ruleTable(
  'EMP-04',
  'a licence holds in its jurisdiction from its first day to its last, while it neither rests nor is withdrawn',
  (
    [
      ['no licence', [], '2026-05-01', false],
      ['the day before', [licensed()], '2025-12-31', false],
      ['the first day', [licensed()], '2026-01-01', true],
      ['the last day', [licensed()], '2026-12-31', true],
      ['the day after', [licensed()], '2027-01-01', false],
      ['a year that is known to the month', [licensed({ until: { lastDay: '2026-12' } })], '2026-12-02', false],
      ['without an end', [licensed({ until: { indefinite: true } })], '2040-01-01', true],
      [
        'renewed',
        [licensed(), licensed({ licence: 'ph-2027', from: '2027-01-01', until: { lastDay: '2027-12-31' } })],
        '2027-01-01',
        true,
      ],
      ['the day before it rests', [licensed(), suspended()], '2026-03-31', true],
      ['the first day on which it rests', [licensed(), suspended()], '2026-04-01', false],
      ['the last', [licensed(), suspended()], '2026-06-30', false],
      ['the day after', [licensed(), suspended()], '2026-07-01', true],
      ['restored', [licensed(), suspended(), restored('2026-05-01')], '2026-05-01', true],
      ['the day before it is withdrawn', [licensed(), withdrawn('2026-05-01')], '2026-04-30', true],
      ['the day it is withdrawn', [licensed(), withdrawn('2026-05-01')], '2026-05-01', false],
      ['licensed elsewhere only', [canada], '2026-05-01', false],
      ['a certificate stands for no licence', [certified('2028-12-31')], '2026-05-01', false],
    ] as [string, NewEvent[], string, boolean][]
  ).map(([name, history, day, holds]) => ({ name, history, day, holds })),
  ({ history, day, holds }) =>
    given(registered, ...history).state((state) => {
      expect(licenceOn(state, 'party-ph', day) !== undefined).toBe(holds);
      expect(checkLicensed(recruiter, state, ['party-ph'], day)?.code).toBe(holds ? undefined : 'RECRUITER_UNLICENSED');
    }),
);

rule('EMP-04', 'where both sides ask for a licence, both are needed on the day', () => {
  given(registered, licensed()).state((state) =>
    expect(checkLicensed(recruiter, state, ['party-ph', 'party-ca'], '2026-05-01')).toMatchObject({
      rule: 'EMP-04',
      message: 'recruiter-agency has no licence of party-ca on record that holds on 2026-05-01.',
      facts: { jurisdiction: 'party-ca' },
    }),
  );
  given(registered, licensed(), canada).state((state) =>
    expect(checkLicensed(recruiter, state, ['party-ph', 'party-ca'], '2026-05-01')).toBeUndefined(),
  );
});

ruleTable(
  'EMP-04',
  'a certificate expires, and where nobody says when, nobody says that it holds',
  [
    { name: 'its last day', history: [certified('2026-12-31')], day: '2026-12-31', holds: true },
    { name: 'the day after', history: [certified('2026-12-31')], day: '2027-01-01', holds: false },
    { name: 'before its first day', history: [certified()], day: '2025-12-31', holds: false },
    { name: 'expiry not told', history: [certified()], day: '2026-05-01', holds: undefined },
    { name: 'withdrawn', history: [certified(), uncertified('2026-05-01')], day: '2026-05-01', holds: false },
  ],
  ({ history, day, holds }) =>
    given(registered, ...history).state(({ certificates }) =>
      expect(certificateHolds(certificates[0]!, day)).toBe(holds),
    ),
);

ruleTable(
  'EMP-04',
  'what happens to a licence or certificate has an order',
  [
    {
      name: 'it ends before it starts',
      history: [],
      command: 'grantLicence',
      data: { ...licence, until: { lastDay: '2025-12-31' } },
    },
    { name: 'no end is told', history: [], command: 'grantLicence', data: { ...licence, until: {} } },
    { name: 'an unknown one is suspended', history: [], command: 'suspendLicence', data: suspension },
    {
      name: 'suspended before it was granted',
      history: [licensed()],
      command: 'suspendLicence',
      data: { ...suspension, from: '2025-12-31' },
    },
    {
      name: 'suspended in silence on appeals',
      history: [licensed()],
      command: 'suspendLicence',
      data: { ...suspension, appeal: {} },
    },
    {
      name: 'restored without a suspension',
      history: [licensed()],
      command: 'restoreLicence',
      data: restored('2026-05-01').data,
    },
    {
      name: 'restored twice',
      history: [licensed(), suspended(), restored('2026-05-01')],
      command: 'restoreLicence',
      data: restored('2026-06-01').data,
    },
    {
      name: 'withdrawn twice',
      history: [licensed(), withdrawn('2026-05-01')],
      command: 'withdrawLicence',
      data: withdrawn('2026-06-01').data,
    },
    {
      name: 'a certificate that nobody gave is withdrawn',
      history: [],
      command: 'withdrawRecruiterCertificate',
      data: uncertified('2026-05-01').data,
    },
    {
      name: 'a certificate that expires before it starts',
      history: [],
      command: 'certifyRecruiter',
      data: certified('2025-12-31').data,
    },
  ] as { name: string; history: NewEvent[]; command: string; data: object }[],
  ({ history, command, data }) =>
    given(registered, ...history)
      .when(command, data)
      .refused('EMP-04'),
);

const liability = {
  recruiter,
  liability: 'joint',
  employer: 'employer-farm',
  arrangement: 'arrangement-a',
  clause: 'joint-liability',
  from: '2026-01-01',
  lastDay: '2026-12-31',
};

rule('EMP-05', 'joint liability names who is liable with whom, from when, and the clause that says so', () => {
  given(registered)
    .when('stateJointLiability', liability)
    .state((state) => {
      expect(liabilitiesOn(state, '2026-12-31')).toMatchObject([
        { employer: 'employer-farm', clause: 'joint-liability' },
      ]);
      expect(liabilitiesOn(state, '2027-01-01')).toEqual([]);
    });
  given(registered)
    .when('stateJointLiability', { ...liability, clause: undefined })
    .refused('EMP-05');
  given(registered)
    .when('stateJointLiability', { ...liability, clause: undefined, law: 'Section 3' })
    .recorded();
  given(registered)
    .when('stateJointLiability', { ...liability, lastDay: '2025-12-31' })
    .refused('EMP-05');
  given(registered)
    .when('stateJointLiability', { ...liability, employer: 'employer-x' })
    .refused('GEN-05');
  given(registered, jointLiabilityStated(liability)).when('stateJointLiability', liability).refused('GEN-02');
});

rule('GEN-10', 'an authority licenses in its own jurisdiction, and decides on its own licences', () => {
  const office = { actor: { id: 'actor', role: 'GOVERNMENT' as const, onBehalfOf: 'party-ph-office' } };
  given(registered).when('grantLicence', licence, office).then(licensed());
  given(registered).when('grantLicence', canada.data, office).refused('GEN-10', { actOf: 'party-ca-mb' });
  given(registered)
    .when('grantLicence', { ...licence, by: 'party-ca-mb' })
    .refused('GEN-10', { jurisdiction: 'party-ph' });
  given(registered)
    .when('grantLicence', { ...licence, by: 'party-farm' })
    .refused('GEN-10', { kind: 'EMPLOYER' });
  given(registered, licensed())
    .when('suspendLicence', { ...suspension, by: 'party-ph' })
    .refused('GEN-10', { grantedBy: 'party-ph-office' });
});

rule('GEN-09', 'a government certifies and links recruiters of its own country, or those of its employers', () => {
  const by = (party: string) => ({ actor: { id: 'actor', role: 'GOVERNMENT' as const, onBehalfOf: party } });
  given(registered).when('certifyRecruiter', certified().data, by('party-ph')).recorded();
  given(registered).when('certifyRecruiter', certified().data, by('party-np')).refused('GEN-09');
  given(registered, certified())
    .when('withdrawRecruiterCertificate', uncertified('2026-05-01').data, by('party-np'))
    .refused('GEN-09');
  given(registered).when('stateJointLiability', liability, by('party-ca')).recorded();
  given(registered).when('stateJointLiability', liability, by('party-np')).refused('GEN-09', { actingFor: 'party-np' });
});

rule('GEN-02', 'a name within the record is used once', () => {
  given(registered, licensed()).when('grantLicence', licence).refused('GEN-02');
  given(registered, licensed(), suspended()).when('suspendLicence', suspension).refused('GEN-02');
  given(registered, certified()).when('certifyRecruiter', certified().data).refused('GEN-02');
});

rule('PTY-03', 'a recruiter is established in a state, and is licensed in one', () => {
  given().when('registerRecruiter', agency).then(registered);
  given()
    .when('registerRecruiter', { ...agency, country: 'party-xx' })
    .refused('PTY-03');
  given(registered)
    .when('grantLicence', { ...licence, jurisdiction: 'party-ca-mb' })
    .refused('PTY-03');
});

rule('AUD-02', 'an answer shows the licences, certificates and liabilities of its day, and what they rest on', () =>
  given(registered, licensed(), suspended(), certified(), jointLiabilityStated(liability)).state((_, subject) => {
    const shown = (effectiveOn: string) =>
      viewRecruiter(subject, { effectiveOn, knownSize: 100, knownAt: null, projected: false });
    expect(shown('2026-05-01')).toMatchObject({
      licences: [{ holds: false, suspensions: [{ evidence: [{ seq: 2 }] }], evidence: [{ seq: 1 }] }],
      certificates: [{ scheme: 'IRIS', holds: undefined, evidence: [{ seq: 3 }] }],
      jointLiabilities: [{ recruiter, employer: 'employer-farm', evidence: [{ seq: 4 }] }],
    });
    expect(viewLicenceIn(shown('2026-05-01'), 'party-ph')).toBeNull();
    expect(viewLicenceIn(shown('2026-07-01'), 'party-ph')).toMatchObject({ licence: 'ph-2026', number: 'L-1' });
    expect(shown('2027-01-01').jointLiabilities).toEqual([]);
  }),
);

const date = fc.constantFrom(...DATES);
const until = fc.oneof(
  date.map((lastDay) => ({ lastDay })),
  fc.constant({ indefinite: true }),
);
const history = fc.array(
  fc.oneof(
    fc.record({ from: date, until }).map(licensed),
    fc.record({ from: date, until }).map(suspended),
    date.map(restored),
    date.map(withdrawn),
    date.map(certified),
    fc.constant(certified()),
    date.map(uncertified),
  ),
  { maxLength: 8 },
);

test('the days of its rows are those on which it is licensed, and certified', () =>
  fc.assert(
    fc.property(history, (events) =>
      given(registered, ...events).state((state) => {
        const rows = { licensed: licensedDaysOf(state), certified: certifiedDaysOf(state) };
        for (const day of DAYS) {
          const holding = Object.values(rows).map(
            (found) =>
              found.filter(({ eff_from, eff_to }) => eff_from <= day && (eff_to === 'infinity' || day < eff_to)).length,
          );
          expect([day, ...holding]).toEqual([
            day,
            licenceOn(state, 'party-ph', day) ? 1 : 0,
            state.certificates.some((certificate) => certificateHolds(certificate, day)) ? 1 : 0,
          ]);
        }
      }),
    ),
  ));
