import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { expectGenerated } from '../support/generated.js';
import { RunningRegistry } from '../support/registry.js';
import { answerTo, storiesPage, tell } from '../support/stories.js';

let registry: RunningRegistry;
let told: Awaited<ReturnType<typeof tell>>;

beforeAll(async () => {
  registry = await RunningRegistry.withSample();
  told = await tell(registry);
}, 300_000);
afterAll(() => registry.stop());

describe('eight stories that break a register of rows with a status', () => {
  test('1: law and practice part', () => {
    const { expiredButApplied, waitedForADeal, waitedForTheFirstWorkers } = answerTo(told, 'story-1-law-and-practice');
    expect(expiredButApplied).toMatchObject({
      status: 'EXPIRED',
      statusReports: [{ status: 'EXPIRED_BUT_APPLIED', asOf: '2022-04' }],
      warnings: [{ rule: 'ARR-13', code: 'APPLIED_DE_FACTO' }],
    });
    expect(waitedForADeal).toMatchObject({
      signedOn: { date: '2018-10-29' },
      operational: { status: 'OPERATING', evidence: [{ effective: { from: '2019-09-12' } }] },
    });
    expect(waitedForTheFirstWorkers).toMatchObject({
      signedOn: { date: '2021-12-19' },
      operational: { status: 'OPERATING', evidence: [{ effective: { from: '2022-08-08' } }] },
    });
  });

  test('2: two governments disagree, both are heard, and an act that depends on it waits (GEN-07)', async () => {
    const { arrangement } = answerTo(told, 'story-2-two-governments');
    expect(arrangement).toMatchObject({
      disputed: true,
      claims: [
        { topic: 'END', disputed: true, claims: [{ claim: 'embassy' }, { claim: 'ministry' }], resolution: null },
      ],
    });
    const heard = arrangement.claims[0].claims.flatMap((claim: any) =>
      claim.evidence.flatMap((one: any) => one.sources),
    );
    expect(new Set(heard.map(({ title }: { title: string }) => title)).size).toBe(2);
    const token = await registry.token('SECRETARIAT');
    expect(
      await registry.command(
        'recordRenewal',
        'RecordRenewal',
        { arrangement: 'arrangement-il-np-2020', on: '2023' },
        { commandId: 'story-2', sources: ['source-story-embassy-israel'] },
        token,
      ),
    ).toMatchObject({ __typename: 'Refused', rule: 'GEN-07', code: 'CONFLICT_UNRESOLVED' });
  });

  test('3: a refusal to renew is followed by other instruments, with a cap, and bans stand beside the law', () => {
    const { nodes } = answerTo(told, 'story-3-refusal-to-renew').arrangements;
    expect(nodes).toMatchObject([
      { id: 'arrangement-kr-vn-2010', status: 'EXPIRED', quotas: [{ number: { limited: 10_000 } }] },
      {
        id: 'arrangement-kr-vn-2013',
        status: 'EXPIRED',
        succession: [{ predecessor: 'arrangement-kr-vn-2010' }],
        quotas: [{ number: { limited: 3_000 } }],
      },
      {
        id: 'arrangement-kr-vn-2015',
        status: 'IN_FORCE',
        succession: [{ predecessor: 'arrangement-kr-vn-2013' }],
        quotas: [{ number: { limited: 2_900 } }, { number: { limited: 3_500 } }],
        measuresInEffect: [{ kind: 'INTAKE_STOP', description: expect.stringContaining('44 districts') }],
      },
    ]);
    // Between the two, on no day, did anything hold.
    expect(nodes[0].timeline.at(-1)).toMatchObject({ status: 'EXPIRED', from: '2012-08-29' });
    expect(nodes[1].timeline.find(({ status }: { status: string }) => status === 'IN_FORCE').from).toBe('2013-10-01');
  });

  test('4: in the gap nothing is in force, and what is known of the new text comes from elsewhere', () => {
    const { inTheGap, today } = answerTo(told, 'story-4-a-gap-in-the-chain');
    expect(inTheGap.nodes).toMatchObject([
      {
        id: 'arrangement-id-my-2006',
        status: 'EXPIRED',
        expiresOn: { date: '2016-05-30' },
        instruments: [{ instrument: 'base' }, { instrument: 'protocol-2011', holdsUntil: '2016-05-30' }],
      },
      { id: 'arrangement-id-my-2022', status: 'NEGOTIATED' },
    ]);
    expect(today).toMatchObject({
      status: 'IN_FORCE',
      texts: [],
      clauses: [{ code: 'WAGE', content: { codedFrom: 'SECONDARY_SOURCE' } }],
    });
  });

  test('5: unions sit in the committee, and no rule on record gives them a seat', () =>
    expect(answerTo(told, 'story-5-beyond-the-text').arrangement).toMatchObject({
      jointCommittee: { socialPartners: ['PSLINK', 'ver.di'] },
      committeeWork: { rules: null },
    }));

  test('6: it reaches back because it says so; without a day it holds on none (AMD-08)', async () => {
    expect(answerTo(told, 'story-6-reaching-back').arrangement.amendments).toEqual([
      {
        amendment: 'guidelines',
        status: 'REPORTED',
        on: null,
        effect: { retroactivity: expect.stringContaining('each deed') },
        inForceFrom: { date: null, basis: 'UNKNOWN' },
      },
    ]);
    const token = await registry.token('SECRETARIAT');
    const silent = {
      arrangement: 'arrangement-au-pacific-palm',
      amendment: 'silent',
      type: 'AMEND',
      what: 'Would reach back without saying so',
      on: '2024-01-01',
      appliesFrom: '2022-04-04',
      changes: [],
    };
    expect(
      await registry.command(
        'reportAmendment',
        'ReportAmendment',
        silent,
        { commandId: 'story-6', sources: ['source-gk'] },
        token,
      ),
    ).toMatchObject({ __typename: 'Refused', rule: 'AMD-08', code: 'RETROACTIVITY_NOT_STATED' });
  });

  test('7: until the decision the old floor holds, and the new one is seen coming (AMD-07)', () =>
    expect(answerTo(told, 'story-7-an-indexed-term').arrangement).toMatchObject({
      clauses: [{ standing: { standing: 'IN_FORCE' }, content: { indicator: { threshold: 1500, unit: 'MYR' } } }],
      pendingChanges: [
        {
          type: 'INDEX',
          status: 'PROPOSED',
          inForceFrom: { waitingFor: ['party-id', 'party-my'] },
          changes: [{ clause: { content: { indicator: { threshold: 1700 } } } }],
        },
      ],
    }));

  test('8: a track without a result is a promise, and no data is no delivery', () =>
    expect(answerTo(told, 'story-8-a-track-that-never-was').arrangement).toMatchObject({
      disputed: true,
      claims: [{ about: 'the away track', disputed: true, claims: [{}, {}] }],
      trainingCommitments: [{ promise: { track: 'HOME_AND_AWAY' }, status: 'NO_DUE_DATE', results: [] }],
    }));
});

describe('questions of a government', () => {
  test('1: what is in force between us, and what changes in twelve months', () =>
    expect(answerTo(told, 'question-1-in-force-between-us').arrangements.nodes).toMatchObject([
      {
        id: 'arrangement-invented-care',
        status: 'IN_FORCE',
        deadlines: [
          { kind: 'RENEWAL', on: '2027-03-01', rule: 'ARR-10' },
          { kind: 'MEETING', on: '2027-03-01', rule: 'JCM-01' },
        ],
      },
      { id: 'arrangement-invented-waiting', status: 'SIGNED', deadlines: [{ kind: 'ACTS_AWAITED' }] },
    ]));

  test('2: the text of an earlier day, with the instruments that made it', () => {
    const { arrangement } = answerTo(told, 'question-2-which-text-applied');
    expect(arrangement).toMatchObject({ asOf: { effectiveOn: '2019-05-03' }, status: 'IN_FORCE' });
    expect(arrangement.consolidatedText.version).toBe(
      'base+code-of-conduct-1985+residence-1986+article-7-1989+establishment-1990',
    );
    expect(arrangement.instruments).toHaveLength(5);
  });

  test('3: who has still to act, and from what that follows', () =>
    expect(answerTo(told, 'question-3-who-has-still-to-act').arrangements.nodes).toMatchObject([
      {
        id: 'arrangement-invented-waiting',
        entryIntoForce: {
          date: null,
          waitingFor: ['party-gh'],
          evidence: [{ type: 'FinalClausesAgreed' }, { type: 'ActRecorded' }],
        },
        deadlines: [{ kind: 'ACTS_AWAITED', says: expect.stringContaining('party-gh') }],
      },
    ]));

  test('5: what renews without a notice, until when, and by when the notice must come', () => {
    const due: { arrangement: string; kind: string; on: string; says: string }[] = answerTo(
      told,
      'question-5-if-we-stay-silent',
    ).deadlines;
    const own = due.filter(
      ({ arrangement, kind }) => arrangement === 'arrangement-invented-care' && kind !== 'MEETING',
    );
    expect(own).toMatchObject([
      { kind: 'RENEWAL', on: '2027-03-01', says: expect.stringContaining('until the day before 2030-03-01') },
      { kind: 'NOTICE_OF_NON_RENEWAL', on: '2029-08-28' },
      { kind: 'RENEWAL', on: '2030-03-01' },
    ]);
  });

  test('8: which meetings are overdue, who was not invited, and what is still to be done', () =>
    expect(answerTo(told, 'question-8-overdue-meetings').arrangements.nodes[0]).toMatchObject({
      id: 'arrangement-invented-care',
      committeeWork: {
        meetings: [{ notInvited: ['A union of care workers'], minutes: { dueOn: '2023-04-21', late: true } }],
        due: [
          { status: 'HELD' },
          { status: 'OVERDUE' },
          { status: 'OVERDUE' },
          { status: 'OVERDUE' },
          { status: 'DUE' },
        ],
        nextAgenda: [{ item: 'list-of-homes', owner: 'party-dk', overdue: true }],
      },
    }));

  test('11: each matter on which sources disagree, with what each says', () => {
    const { nodes } = answerTo(told, 'question-11-what-sources-disagree-about').arrangements;
    expect(nodes.map(({ id }: { id: string }) => id)).toContain('arrangement-il-np-2020');
    for (const { claims } of nodes) expect(claims.some(({ disputed }: { disputed: boolean }) => disputed)).toBe(true);
  });

  test('12: where workers leave without a text in force', () =>
    expect(answerTo(told, 'question-12-sending-without-a-text').arrangements.nodes).toContainEqual(
      expect.objectContaining({
        id: 'arrangement-kr-np-eps',
        status: 'EXPIRED',
        warnings: [expect.objectContaining({ code: 'APPLIED_DE_FACTO' })],
      }),
    ));

  test('14: when it would end, and what is owed after that; of a text that nobody knows, nothing is assumed to survive', () =>
    expect(answerTo(told, 'question-14-what-survives')).toEqual({
      known: {
        ifDenounced: {
          endsOn: '2027-06-01',
          toBeConfirmed: false,
          survives: [{ clause: 'wages', until: '2029-06-01' }],
        },
      },
      textNotKnown: { ifDenounced: { endsOn: '2027-12-01', toBeConfirmed: true, survives: [] } },
    }));
});

describe('questions of an employer before the season', () => {
  test('1: which arrangements apply to hiring from Mexico for ISCO 92', () =>
    expect(answerTo(told, 'employer-1-which-arrangements-apply').arrangements).toMatchObject({
      asOf: { effectiveOn: '2027-05-01', projected: true },
      nodes: [
        {
          id: 'arrangement-ca-mx-sawp',
          status: 'IN_FORCE',
          scope: { occupations: ['92', '61'] },
          parties: [{ role: 'ORIGIN' }, { role: 'DESTINATION', party: { name: 'Canada' } }],
        },
      ],
    }));

  test('3: the places that are left, in the whole and in the share of one employer', () => {
    const { myShare, beforeTheExchangeOfNotes } = answerTo(told, 'employer-3-how-many-places');
    expect(myShare).toMatchObject({
      // 270 and 15 from the season before; of 182 used 42 are of this employer, which holds 8 more.
      ledger: [
        { scope: 'whole', ceiling: 285, used: 182, reserved: 8, left: 95 },
        {
          scope: 'berries',
          selector: { employers: ['employer-invented-berries'] },
          ceiling: 60,
          used: 42,
          reserved: 8,
          left: 10,
        },
        { scope: 'women', ceiling: null, used: 92 },
      ],
      floors: [{ scope: 'women', percent: 40, reached: 92 }],
    });
    expect(beforeTheExchangeOfNotes.ledger[0]).toMatchObject({ ceiling: 255, used: 168, left: 87 });
  });

  test('6: licensed on both sides on the day, and certified; the day after the season not any more (EMP-04)', () => {
    const { onMyDate, afterTheSeason, elsewhere, alsoLicensed } = answerTo(
      told,
      'employer-6-is-this-recruiter-licensed',
    );
    expect(onMyDate).toMatchObject({
      origin: { number: 'CV-17', until: { lastDay: '2027-12-31' }, evidence: [{ type: 'LicenceGranted' }] },
      destination: { by: 'party-is', holds: true },
      certificates: [{ scheme: 'IRIS', holds: true }],
      jointLiabilities: [{ employer: 'employer-invented-berries', clause: 'joint-liability' }],
    });
    expect(afterTheSeason).toMatchObject({
      origin: { number: 'CV-17' },
      destination: null,
      certificates: [{ holds: false }],
    });
    expect(elsewhere).toMatchObject({ origin: null, licences: [{ holds: false, withdrawn: { on: '2026-11-02' } }] });
    expect(alsoLicensed.nodes).toEqual([{ id: 'recruiter-invented-sal' }]);
  });

  test('10: what is recognised between two states, how long it takes, and who still waits', () => {
    const { agreed, howLong, waiting, aRealText } = answerTo(told, 'employer-10-which-qualifications-are-recognised');
    expect(agreed).toMatchObject({
      occupations: ['61', '92'],
      decideWithin: { count: 3, unit: 'MONTH' },
      participations: [{ onTheDay: true }, { onTheDay: true }],
    });
    // 40, 80 and 110 days; the other trade is refused, and counts as a decision.
    expect(howLong.rows).toMatchObject([
      { isco: '6111', full: 15, partial: 6, refused: 3, medianDays: 80, timedDecisions: 3 },
      { isco: '6130', full: 7, medianDays: 64, timedDecisions: 1 },
    ]);
    expect(waiting.nodes).toMatchObject([{ pending: 3, dueOn: '2027-04-15', status: 'OVERDUE' }]);
    expect(aRealText.nodes.map(({ id }: { id: string }) => id)).toEqual(['arrangement-de-triple-win']);
  });

  test('11: what is promised, for how many, by when, at whose cost', () => {
    const { nextSeason, aRealOne } = answerTo(told, 'employer-11-what-must-i-train');
    expect(nextSeason.arrangements.nodes[0].trainingCommitments).toMatchObject([
      { promise: { number: 30, dueOn: '2027-03-31' }, fundingGapPercent: 40, status: 'OVERDUE' },
      {
        bearer: { name: 'Approved employers of the programme' },
        promise: { number: 120, track: 'CIRCULAR', dueOn: '2027-09-30' },
        funders: [{ sharePercent: 70 }, { body: { party: 'party-is' }, sharePercent: 30 }],
        fundingGapPercent: 0,
        freeToWorker: true,
        status: 'NOT_DUE',
      },
    ]);
    const [palim, thamm] = aRealOne.arrangements.nodes;
    expect(palim.trainingCommitments).toMatchObject([
      { promise: { number: 60, dueOn: '2020-08-31' }, funders: [{ body: { party: 'party-eu' }, sharePercent: 94.99 }] },
    ]);
    expect(thamm).toMatchObject({
      id: 'arrangement-eu-naf-thamm',
      trainingCommitments: [{ promise: { number: 400 } }],
    });
  });

  test('a corridor has a direction, and shows what stands in it on the day', async () => {
    const corridor = (origin: string, destination: string, on: string) => `
      corridor(origin: "${origin}", destination: "${destination}", asOf: { effectiveOn: "${on}" }) {
        origin { code } asOf { effectiveOn } arrangements(first: 20) { nodes { id } } recruiters(first: 20) { nodes { id } } }`;
    const { data, errors } = await registry.query(`{
      season: ${corridor('party-cv', 'party-is', '2027-05-01')}
      before: ${corridor('party-cv', 'party-is', '2024-01-14')}
      back: ${corridor('party-is', 'party-cv', '2027-05-01')}
      bothWays: ${corridor('party-is', 'party-dk', '2027-05-01')} }`);
    expect(errors).toBeUndefined();
    const ids = (found: { nodes: { id: string }[] }) => found.nodes.map(({ id }) => id);
    expect(data.season).toMatchObject({ origin: { code: 'CV' }, asOf: { effectiveOn: '2027-05-01' } });
    expect(ids(data.season.arrangements)).toEqual(['arrangement-invented-harvest']);
    expect(ids(data.season.recruiters)).toEqual(['recruiter-invented-sal']);
    expect([ids(data.before.arrangements), ids(data.before.recruiters)]).toEqual([[], []]);
    expect([ids(data.back.arrangements), ids(data.back.recruiters)]).toEqual([[], ['recruiter-invented-sal']]);
    expect(ids(data.bothWays.arrangements)).toEqual(['arrangement-nordic-1982']);
    const refused = async (origin: string, destination: string) =>
      (await registry.query(`{ ${corridor(origin, destination, '2027-05-01')} }`)).errors?.[0]?.message;
    expect(await refused('party-cv', 'party-cv')).toContain('a corridor goes from one to another');
    expect(await refused('party-cv', 'party-zz')).toContain('party-zz is not registered');
  });

  test('whoever is banned is found as such on a day, as then known, and shows who banned it (EMP-02, EMP-03)', async () => {
    const { data, errors } = await registry.query(`{
      before: employers(first: 5, filter: { country: "party-is", standing: BANNED }, asOf: { effectiveOn: "2026-04-30" }) { totalCount }
      since: employers(first: 5, filter: { sector: "agriculture", standing: BANNED }, asOf: { effectiveOn: "2026-05-01" }) {
        totalCount nodes { id standing { standing says evidence { type } } underAnother: standing(origin: "party-mx") { standing } } }
      notKnownYet: employers(first: 5, filter: { standing: BANNED }, asOf: { effectiveOn: "2026-05-01", knownSize: 300 }) { totalCount }
      node(id: "employer-invented-berries") { ... on Employer { name successions { predecessor } jointLiabilities { recruiter clause } } }
      auditTrail(subject: "employer-invented-old-berries", first: 5) { nodes { type } }
    }`);
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({
      before: { totalCount: 0 },
      since: {
        totalCount: 1,
        nodes: [
          {
            id: 'employer-invented-old-berries',
            standing: {
              standing: 'BANNED',
              says: 'Banned by party-is from 2026-05-01, until 2028-04-30: Wages withheld from 14 workers',
              evidence: [{ type: 'EmployerRestricted' }],
            },
            underAnother: { standing: 'NOT_APPROVED' },
          },
        ],
      },
      notKnownYet: { totalCount: 0 },
      node: {
        name: 'Invented Berries',
        successions: [{ predecessor: 'employer-invented-old-berries' }],
        jointLiabilities: [{ recruiter: 'recruiter-invented-sal', clause: 'joint-liability' }],
      },
    });
    expect(data.auditTrail.nodes.map(({ type }: { type: string }) => type)).toEqual([
      'EmployerRegistered',
      'EmployerRestricted',
    ]);
  });
});

describe('questions of a government on numbers', () => {
  test('4: what is used, reserved and carried over, and when it runs out if it goes on so', () => {
    const [season2025, season2026] = answerTo(told, 'government-4-what-is-left-of-each-quota').quotas.nodes;
    expect(season2025).toMatchObject({ phase: 'CLOSED', ledger: [{ allotted: 200, used: 185 }] });
    expect(season2026).toMatchObject({
      phase: 'OPEN',
      ledger: [
        { scope: 'whole', allotted: 270, carried: 15, ceiling: 285, used: 182, reserved: 8, left: 95 },
        { scope: 'berries', allotted: 60, used: 42, left: 10 },
        { scope: 'women', used: 92 },
      ],
      burnDown: {
        points: [
          { on: '2026-05-04', admitted: 140, used: 140 },
          { on: '2026-06-20', admitted: 28, used: 168 },
          { on: '2026-07-06', admitted: 14, used: 182 },
        ],
        // 95 places at 42 in 28 days last 63 days and a part of one.
        forecast: { left: 95, admitted: 42, days: 28, perDay: 1.5, runsOutOn: '2026-09-17' },
      },
    });
  });

  test('6: the numbers of all years, and within a period each with the act that set it', () => {
    const { overTheYears, withinOnePeriod, invented, asBefore } = answerTo(told, 'government-6-how-this-quota-changed');
    const years = overTheYears.nodes.map(({ number }: any) => number?.limited);
    expect(years.slice(0, 5)).toEqual([5000, 8000, 9000, 9500, 10_500]);
    expect(years).toEqual(expect.arrayContaining([14_400, 16_000, 19_000, 19_500, 20_750]));
    expect(overTheYears.nodes.flatMap(({ settings }: any) => settings)).toContainEqual(
      expect.objectContaining({
        number: { limited: 16_000 },
        condition: expect.objectContaining({ text: expect.stringContaining('1,600') }),
        counts: false,
      }),
    );
    expect(withinOnePeriod.numberHistory).toMatchObject([
      { before: null, after: { limited: 820_000 }, act: 'Decision of 29 March 2024' },
      {
        before: { limited: 820_000 },
        after: { limited: 805_700 },
        act: 'Decision of 23 January 2026',
        from: '2026-01-23',
        evidence: [{ type: 'QuotaRevised' }],
      },
    ]);
    expect(invented.numberHistory).toContainEqual(
      expect.objectContaining({
        scope: 'whole',
        before: { limited: 240 },
        after: { limited: 270 },
        act: 'Exchange of notes of 1 July 2026',
      }),
    );
    expect(asBefore.number.limited).toBe(820_000);
  });

  test('7: what is due this year, by track and funder, and what is late', () => {
    const { due, byTrack, byFunder, late } = answerTo(told, 'government-7-which-training-is-due');
    const byId = Object.fromEntries(due.nodes.map((node: { id: string }) => [node.id, node]));
    expect(byId['training-invented-harvest-return']).toMatchObject({ status: 'OVERDUE', promise: { number: 30 } });
    expect(byId['training-eu-bd-talent-partnership-1']).toMatchObject({
      status: 'NOT_DUE',
      promise: { dueOn: '2027-06' },
    });
    // 18 of 40 are women, 17 are young: both above what was promised.
    expect(byId['training-invented-harvest-safety']).toMatchObject({
      status: 'NOT_DUE',
      women: { percentLeast: 45, percentMost: 45, floorPercent: 40, standing: 'MET' },
      youth: { percentLeast: 42.5, floorPercent: 25, standing: 'MET' },
    });
    const rows = ({ rows: found }: { rows: { key: string }[] }) =>
      Object.fromEntries(found.map((row) => [row.key, row]));
    expect(rows(byTrack)).toMatchObject({
      CIRCULAR: { commitments: 1, promised: 120, delivered: 40, women: 18, youth: 17, overdue: 0 },
      RETURNEE: { commitments: 1, promised: 30, delivered: 12, women: null, overdue: 1 },
    });
    expect(rows(byFunder)).toMatchObject({ 'party-is': { commitments: 2, promised: 150 } });
    expect(late.nodes).toContainEqual(
      expect.objectContaining({ arrangementId: 'arrangement-invented-harvest', status: 'OVERDUE' }),
    );
  });

  test('13: women and young people, as admitted and as trained', () => {
    const { admitted, trained } = answerTo(told, 'government-13-women-and-youth-per-corridor');
    expect(admitted.corridors).toMatchObject([
      { origin: 'party-cv', destination: 'party-is', admitted: 367, women: 180, youth: 84, sexUndisclosed: 5 },
    ]);
    expect(trained.rows).toMatchObject([
      { key: 'party-cv', destinationId: 'party-is', delivered: 52, women: 18, youth: 17 },
    ]);
  });
});

describe('questions of a union auditor', () => {
  test('1: which agreement reaches kitchens from Guinea-Bissau to Iceland, and what an employer owes by which article', () => {
    const { arrangements, duties } = answerTo(told, 'union-1-what-touches-this-corridor').employerDuties;
    expect(arrangements).toMatchObject([{ id: 'arrangement-invented-kitchens', status: 'IN_FORCE' }]);
    expect(duties.map(({ clause }: any) => [clause.code, clause.content.locator])).toEqual([
      ['FEES', 'Article 5(1)'],
      ['ERCM', 'Article 5(3)'],
      ['RETR', 'Article 6(2)'],
      ['WAGE', 'Article 7(1)'],
      ['HOUR', 'Article 8(1)'],
      ['HOUS', 'Article 9'],
      ['OSH', 'Article 10'],
    ]);
  });

  test('2: the words on the eve of the protocol and on its day, in each language, and from which source', () => {
    const { before, after, changed } = answerTo(told, 'union-2-the-exact-text');
    const source = { sources: [{ title: 'Invented gazette of an invented kitchen programme' }] };
    expect(before).toMatchObject({
      consolidatedText: { version: 'base' },
      clauses: [
        { content: { locator: 'Article 5(1)', text: [{ language: 'en' }, { language: 'pt' }] }, evidence: [source] },
        { content: { text: [{ text: 'Working time is at most 40 hours a week.' }] } },
      ],
    });
    expect(after).toMatchObject({
      consolidatedText: { version: 'base+protocol-2024' },
      clauses: [
        { content: before.clauses[0].content },
        {
          content: { text: [{ text: 'Working time is at most 48 hours a week.' }] },
          evidence: [{ type: 'AmendmentConsented' }],
        },
      ],
    });
    expect(changed).toHaveLength(1);
  });

  test('3: silent, weak and unmeasured are told apart, and from what nobody has read (CLA-05, CLA-06)', () => {
    const { textAudit } = answerTo(told, 'union-3-silent-weak-unmeasured').arrangement;
    expect(textAudit).toMatchObject({
      silent: [{ code: 'JUST' }],
      weak: [{ code: 'FOAC', content: { modality: 'ENDEAVOURS' } }],
      unclear: [],
    });
    const unmeasured = textAudit.unmeasured.map(({ code }: any) => code);
    // Fees, wages and hours have an indicator.
    expect(unmeasured).toEqual(['AUTH', 'ERCM', 'RETR', 'HOUS', 'OSH', 'MONI']);
    expect(textAudit.notCoded).toContain('CHLD');
    expect(textAudit.notCoded).not.toContain('JUST');
  });

  test('4: the employer says that all is well; what would show it is overdue, or is its own word only (IND-04)', () => {
    const { complianceMatrix, whatItSays, arrangement } = answerTo(told, 'union-4-no-data-is-not-compliance');
    const ofEmployer = Object.fromEntries(
      complianceMatrix.rows
        .filter(({ bearer }: any) => bearer.employer === 'employer-invented-canteens')
        .map(({ code, cells }: any) => [code, cells.map(({ assessment }: any) => assessment)]),
    );
    expect(ofEmployer).toEqual({
      FEES: ['OVERDUE_DATA', 'OVERDUE_DATA', 'NOT_YET_DUE'],
      HOUS: ['OVERDUE_DATA', 'OVERDUE_DATA', 'NOT_YET_DUE'],
      OSH: ['OVERDUE_DATA', 'OVERDUE_DATA', 'NOT_YET_DUE'],
      // Of 2023 the union confirmed the payroll; of 2024 nobody did.
      WAGE: ['COMPLIANT', 'NOT_ASSESSABLE', 'NOT_YET_DUE'],
    });
    for (const clause of ['fees', 'wages', 'housing', 'safety'])
      expect(whatItSays.duties).toContainEqual(expect.objectContaining({ clause, result: 'COMPLIANT' }));
    const compliant = complianceMatrix.totals.find(({ assessment }: any) => assessment === 'COMPLIANT');
    // Those wages, the report of inspections of 2023, and what was paid back of 2024: nothing else is known to be kept.
    expect(compliant.count).toBe(3);
    expect(arrangement.audit.withoutData.map(({ code }: any) => code)).toEqual(['AUTH', 'FOAC']);
    expect(arrangement.audit.unverified).toContainEqual({
      obligationId: 'obligation-invented-wages',
      occurrence: '2024',
      verification: 'ASSERTED',
      terms: { evidence: [{ kind: 'payroll report', minimum: 'CONFIRMED' }] },
      missing: [{ of: 'PROOF' }],
    });
  });

  test('5: two critical findings are open; 14 workers wait for their money since 1 July', () => {
    const { caseAlerts, theOldest } = answerTo(told, 'union-5-open-critical-findings');
    expect(caseAlerts).toMatchObject({
      total: 2,
      alerts: [
        // From 1 April to 1 October.
        { caseId: 'case-invented-fees-2025', code: 'FEES', ageDays: 183, isConfirmed: true, phase: 'OVERDUE' },
        { caseId: 'case-invented-machines', code: 'OSH', ageDays: 11, isConfirmed: false, phase: 'REPLY_DUE' },
      ],
    });
    expect(theOldest).toMatchObject({
      findings: [
        {
          workers: 14,
          remedies: [{ amount: { amount: '19600.00' }, dueOn: '2025-06-30', phase: 'OVERDUE', liableWith: [{}] }],
        },
      ],
      ladder: { since: '2025-07-01', sent: null },
    });
  });

  test('6: it met once, the union with a seat was not asked, the second meeting is overdue (JCM-03)', () =>
    expect(answerTo(told, 'union-6-did-the-committee-meet').arrangement.committeeWork).toMatchObject({
      meetings: [
        {
          on: '2024-01-22',
          invited: [],
          notInvited: ['Invented Union of Kitchen Workers'],
          decisions: [{ decision: '2024-1', what: 'Advises to raise the limit of working time' }],
          minutes: { publishedOn: null, late: true },
        },
      ],
      due: [{ status: 'HELD' }, { dueOn: '2025-01-31', status: 'OVERDUE' }, { status: 'DUE' }],
      actionItems: [{ item: 'hotline', overdue: true }],
    }));

  test('7: of two complaints on fees one is remedied; the one on wages was answered by nobody (CMP-04)', () => {
    const { complaintsByClause, nobodyAnswered } = answerTo(told, 'union-7-complaints-by-clause');
    expect(complaintsByClause.counts).toEqual([
      { code: 'FEES', filed: 2, admissible: 2, decided: 2, decidedInTime: 2, remedied: 1 },
      { code: 'WAGE', filed: 1, admissible: 1, decided: 0, decidedInTime: 0, remedied: 0 },
    ]);
    expect(nobodyAnswered.nodes).toMatchObject([
      {
        id: 'case-invented-late-wages',
        isDeemedAdmissible: true,
        // Ten working days after 4 August.
        deadlines: [{ kind: 'ADMISSIBILITY', dueOn: '2025-08-18', isOverdue: true }, { kind: 'DECISION' }],
      },
    ]);
  });

  test('8: the protocol of 2024 raised the hours although the text forbids to lower protection; who consented (AMD-09)', () => {
    const { warned, arrangements, impact } = answerTo(told, 'union-8-which-amendment-lowered-protection');
    expect(warned.nodes).toMatchObject([
      { amendment: { amendment: 'protocol-2024' }, isForbidden: true, bindsFrom: '2024-04-02' },
      { amendment: { amendment: 'protocol-2026' }, isForbidden: true, bindsFrom: null },
    ]);
    expect(arrangements.nodes).toMatchObject([{ id: 'arrangement-invented-kitchens' }]);
    expect(arrangements.nodes[0].amendments[0]).toMatchObject({
      amendment: 'protocol-2024',
      inForceFrom: { date: '2024-04-02' },
      regressions: [{ code: 'HOUR', kinds: ['LOWER_THRESHOLD', 'PARAMETER_WORSE'] }],
      breaksNoRegression: true,
      consents: [
        { party: 'party-gw', on: '2024-03-01', evidence: [{ actor: { role: 'GOVERNMENT', onBehalfOf: 'party-gw' } }] },
        { party: 'party-is', on: '2024-04-02', evidence: [{ actor: { role: 'GOVERNMENT', onBehalfOf: 'party-is' } }] },
      ],
    });
    expect(impact.clauses).toMatchObject([
      {
        code: 'HOUR',
        verdict: 'WEAKENED',
        was: { parameters: [{ number: 40 }] },
        now: { parameters: [{ number: 48 }] },
      },
    ]);
    expect(impact.duties).toMatchObject([{ obligationId: 'obligation-invented-hours', effects: ['CLAUSE'], due: [] }]);
  });

  test('9: the employer says that rooms and machines are fine; the union and the inspectorate say otherwise (EMP-06)', () => {
    const { selfAssessments, whatOthersFound } = answerTo(told, 'union-9-self-reports-against-inspection');
    const differing = selfAssessments.nodes[0].duties.filter(({ contradictions }: any) => contradictions.length > 0);
    expect(differing).toMatchObject([
      { clause: 'housing', result: 'COMPLIANT', reading: 'CONTRADICTED', contradictions: [{ isConfirmed: false }] },
      { clause: 'safety', result: 'COMPLIANT', reading: 'CONTRADICTED', contradictions: [{ isConfirmed: false }] },
    ]);
    expect(whatOthersFound.nodes.flatMap(({ findings }: any) => findings.map((one: any) => one.foundBy))).toEqual([
      'INSPECTORATE',
      'INSPECTORATE',
      'UNION',
      'INSPECTORATE',
    ]);
  });

  test('10: eleven per cent in 2024 by the union, half a wage in 2025 by the inspectorate, of one recruiter (IND-08)', () => {
    const { rows } = answerTo(told, 'union-10-fees-as-a-share-of-wages').complianceMatrix;
    const measured = rows.find(({ bearer }: any) => bearer.recruiter === 'recruiter-invented-bolama').cells;
    expect(measured.map(({ reports }: any) => reports.find(({ measure }: any) => measure))).toMatchObject([
      { by: 'COUNTERPARTY', on: '2024-12-10', measure: { value: '11', unit: 'percent' } },
      { by: 'INDEPENDENT', on: '2025-04-01', measure: { value: '50', unit: 'percent' } },
    ]);
    expect(answerTo(told, 'union-10-fees-as-a-share-of-wages').feesPaid.fees).toMatchObject([
      { origin: 'party-gw', destination: 'party-is', bearer: 'employer-invented-canteens', measured: [] },
      {
        bearer: 'recruiter-invented-bolama',
        measured: [{ unit: 'percent', isSelfReported: false, reports: 2, least: '11', most: '50' }],
        findings: { masked: true },
        workers: { count: 20 },
      },
    ]);
    // That something was measured does not mean that it was kept: findings decide.
    expect(measured.map(({ assessment }: any) => assessment)).toEqual(['PARTLY', 'NON_COMPLIANT']);
  });

  test('11: the text was public after thirty days; the protocol ten months after it bound workers', () => {
    const { invented, aRealOne } = answerTo(told, 'union-11-is-the-text-public');
    expect(invented.texts).toMatchObject([
      { language: 'en', publishedOn: '2023-02-15', daysToPublication: 30, heldBack: null },
      { language: 'pt', publishedOn: '2023-02-15', daysToPublication: 30, url: null },
      { amendment: 'protocol-2024', language: 'en', publishedOn: '2025-02-03', digest: expect.any(String) },
    ]);
    expect(aRealOne).toMatchObject({ texts: [] });
  });

  test('12: one recruiter has two findings, one of them not mended; small numbers are for those who audit (IND-03)', async () => {
    expect(answerTo(told, 'union-12-repeated-findings')).toMatchObject({
      repeatedFindings: {
        respondents: [{ respondent: 'recruiter-invented-bolama', findings: 2, codes: ['FEES'], open: 1 }],
      },
      which: { nodes: [{ id: 'case-invented-fees-2025' }, { id: 'case-invented-fees-2024', phase: 'CLOSED' }] },
      byEmployer: { groups: [{ respondent: 'employer-invented-canteens', findings: { masked: true } }] },
      byRecruiter: { groups: [{ respondent: 'recruiter-invented-bolama', findings: { masked: true } }] },
      byCorridor: { groups: [{ origin: 'party-gw', destination: 'party-is', workers: { count: 32 } }] },
    });
    const { data } = await registry.query(
      `{ findingCounts(by: RECRUITER, origin: "party-gw", first: 1, asOf: { effectiveOn: "2025-10-01" }) {
           groups { respondent findings { count } open { count } workers { count } } } }`,
      {},
      await registry.token('UNION'),
    );
    expect(data.findingCounts.groups).toEqual([
      { respondent: 'recruiter-invented-bolama', findings: { count: 2 }, open: { count: 1 }, workers: { count: 20 } },
    ]);
  });

  test('13: one question leads from a red cell to the text, the events, and the report that is missing (IND-06)', () => {
    const { complianceMatrix, asked } = answerTo(told, 'union-13-from-a-red-cell-to-its-reasons');
    expect(complianceMatrix.rows).toMatchObject([
      {
        bearer: { party: 'party-is' },
        clause: {
          content: { locator: 'Article 12', text: [{ text: expect.stringContaining('60 days after each year') }] },
        },
        // The report on 2023 came; only the cell of 2024 is red.
        cells: [
          {
            period: { from: '2024-01-01' },
            assessment: 'NON_COMPLIANT',
            statuses: [
              {
                occurrence: '2024',
                headline: 'BREACHED',
                // 60 days after 31 December; then 30 days of grace and 30 to mend.
                dueOn: '2025-03-01',
                since: '2025-05-01',
                why: { because: expect.stringContaining('neither done within grace and cure') },
                evidence: [{ type: 'FinalClausesAgreed' }, { type: 'ActRecorded' }, { type: 'ObligationDefined' }],
                missing: [{ of: 'PERFORMANCE', occurrence: '2024' }, { of: 'ACCEPTANCE' }],
              },
            ],
          },
        ],
      },
    ]);
    expect(asked).toMatchObject({
      requests: [{ occurrence: '2024', answerBy: '2025-05-01', evidence: [{ actor: { role: 'UNION' } }] }],
      reports: [{ occurrence: '2023' }],
    });
  });

  test('14: conventions that the Philippines ratified and a real text says nothing of; nothing is assumed of the other side (CLA-07)', () => {
    const { unreflectedConventions } = answerTo(told, 'union-14-conventions-not-reflected').aRealText;
    expect(unreflectedConventions.map(({ convention }: any) => convention)).toEqual(['C143', 'C189']);
    for (const { ratifiedBy } of unreflectedConventions)
      expect(ratifiedBy.map(({ party }: any) => party)).toEqual(['party-ph']);
  });

  test('15: the clause, the convention that it names, the cases, and each act with whose it is', () => {
    const { theClause, theCases, theRecord } = answerTo(told, 'union-15-evidence-for-an-observation');
    expect(theClause.clauses).toMatchObject([
      {
        content: { locator: 'Article 5(1)', text: [{ language: 'en' }, { language: 'pt' }] },
        // Nobody has recorded whether the two ratified it: that is not the same as no.
        conventions: [{ convention: 'C181', article: '7', ratifiedBy: [{ since: null }, { since: null }] }],
      },
    ]);
    expect(theCases.nodes.map(({ findings }: any) => findings[0].workers)).toEqual([14, 6]);
    expect(theRecord.nodes.map(({ type, evidence }: any) => [type, evidence.actor.role])).toEqual([
      ['ComplaintFiled', 'UNION'],
      ['AdmissibilityDecided', 'GOVERNMENT'],
      ['InvestigationBegun', 'GOVERNMENT'],
      ['FindingDrafted', 'GOVERNMENT'],
      ['FindingNotified', 'GOVERNMENT'],
      ['FindingConfirmed', 'GOVERNMENT'],
      ['ComplaintDecided', 'GOVERNMENT'],
    ]);
  });
});

describe('questions of an employer about its duties', () => {
  test('2: every clause that names employers is in the list, with its article, a deadline, and what counts as proof (EMP-01)', () => {
    const { duties } = answerTo(told, 'employer-2-list-my-duties').employerDuties;
    expect(duties.map(({ clause }: any) => clause.clause)).toEqual([
      'fees',
      'liability',
      'return',
      'wages',
      'hours',
      'housing',
      'safety',
    ]);
    for (const { clause, statuses } of duties) {
      expect(clause.content.text).not.toEqual([]);
      expect(statuses).not.toEqual([]);
      for (const { dueOn, terms } of statuses) {
        expect(dueOn).toMatch(/^20\d\d-/);
        expect(terms.evidence).toMatchObject([{ kind: expect.any(String), minimum: expect.any(String) }]);
      }
    }
    const of = (name: string) => duties.find(({ clause }: any) => clause.clause === name).statuses;
    // What the recruiter took in 2024 is paid back and confirmed; of 2025 it is not.
    expect(of('liability')).toMatchObject([{ occurrence: '2025', headline: 'OVERDUE' }]);
    expect(of('return')).toMatchObject([{ occurrence: 'season-2025', dueOn: '2025-10-09', headline: 'NOT_YET_DUE' }]);
    expect(of('hours').at(-1)).toMatchObject({ occurrence: '2025', headline: 'BREACHED' });
  });

  test('4: fees and the way home are the employer’s; at most a tenth of the wage, and 15 per cent for the room', () => {
    const [{ clauses }] = answerTo(told, 'employer-4-which-costs').employerDuties.arrangements;
    expect(clauses.map(({ code, content }: any) => [code, content.parameters.at(-1).number])).toEqual([
      ['FEES', 0],
      ['RETR', 0],
      ['WAGE', 10],
      ['HOUS', 15],
    ]);
  });

  test('5: what holds today, and what would hold once Guinea-Bissau consents (AMD-07)', () => {
    const { arrangement, afterwards } = answerTo(told, 'employer-5-wage-hours-housing');
    expect(arrangement).toMatchObject({
      clauses: [
        { code: 'WAGE', content: { parameters: [{ number: 2800 }, { number: 10 }] } },
        { code: 'HOUR', since: '2024-04-02', content: { parameters: [{ number: 48 }] } },
        { code: 'HOUS', content: { parameters: [{ number: 15 }] } },
      ],
      pendingChanges: [{ amendment: 'protocol-2026', status: 'PROPOSED', inForceFrom: { waitingFor: ['party-gw'] } }],
    });
    expect(afterwards.clauses).toMatchObject([
      { code: 'WAGE', verdict: 'STRENGTHENED', now: { parameters: [{ number: 3000 }, {}] } },
      { code: 'HOUS', verdict: 'WEAKENED', now: { parameters: [{ number: 20 }] } },
    ]);
  });

  test('7: what was attested counts until its last day, and on the next day no more (EMP-06)', () => {
    const { selfAssessments, afterItsLastDay } = answerTo(told, 'employer-7-what-did-i-attest');
    expect(selfAssessments.nodes).toMatchObject([{ on: '2025-04-30', validUntil: '2026-04-29', isCurrent: true }]);
    // It names one arrangement, and another reaches its sector.
    expect(selfAssessments.nodes[0].leftOut).toEqual([
      { arrangementId: 'arrangement-invented-hotels', clause: { clause: 'hours' } },
    ]);
    expect(afterItsLastDay.isCurrent).toBe(false);
    expect(new Set(afterItsLastDay.duties.map(({ reading }: any) => reading))).toEqual(new Set(['EXPIRED']));
  });

  test('8: three findings against it, until when to reply and how, and one of its recruiter for which it answers (EMP-05)', () => {
    const { cases, alsoMine } = answerTo(told, 'employer-8-findings-against-me');
    expect(cases.nodes).toMatchObject([
      {
        id: 'case-invented-machines',
        findings: [
          { phase: 'REPLY_DUE', replyUntil: '2025-10-22', howToContest: expect.stringContaining('CONTESTED') },
        ],
        nextDeadline: { kind: 'REPLY', dueOn: '2025-10-22', rule: 'CMP-06' },
      },
      {
        id: 'case-invented-overtime',
        // 90 days from 21 July: the disclosure came before any check (CMP-16).
        findings: [{ phase: 'CORRECTION_DUE', remedies: [{ dueOn: '2025-10-19' }] }],
      },
      { id: 'case-invented-rooms', findings: [{ phase: 'CONTESTED' }] },
      { id: 'case-invented-fees-2025', findings: [{ remedies: [{ owner: { employer: null } }] }] },
    ]);
    expect(alsoMine.sharedRemedies).toMatchObject([
      { caseId: 'case-invented-fees-2025', dueOn: '2025-06-30', overdue: true },
    ]);
  });

  test('9: after the end wages and the way home are owed for a year more; while it is suspended nothing is (ARR-21)', () => {
    const { ifItEnds, whereItIsSuspended } = answerTo(told, 'employer-9-if-it-ends');
    expect(ifItEnds.ifDenounced).toEqual({
      endsOn: '2026-04-01',
      survives: [
        { clause: 'return', until: '2027-04-01' },
        { clause: 'wages', until: '2027-04-01' },
      ],
    });
    expect(whereItIsSuspended).toMatchObject({
      status: 'SUSPENDED',
      suspensions: [{ from: '2025-08-01', plannedEnd: '2026-02-01' }],
      clauses: [
        { standing: { standing: 'SUSPENDED' } },
        { standing: { standing: 'SUSPENDED' } },
        { standing: { standing: 'SUSPENDED' } },
      ],
    });
  });

  test('12: what it told of itself counts: the response is one step milder, the breach stays what it is (CMP-16)', () => {
    const { disclosed, counted } = answerTo(told, 'employer-12-i-report-a-problem');
    expect(disclosed).toMatchObject({
      kind: 'DISCLOSURE',
      afterCase: null,
      findings: [{ severity: 'HIGH', responseSeverity: 'MEDIUM', remedies: [{ dueOn: '2025-10-19' }] }],
    });
    expect(counted.duties).toContainEqual({ clause: 'hours', result: 'PARTLY', reading: 'ADMITTED' });
  });

  test('13: since last season only the hours changed, by the protocol', () => {
    const { changes, words } = answerTo(told, 'employer-13-what-changed-since-last-season');
    expect(changes.fields).toContainEqual({
      path: 'amendments.protocol-2024.status',
      before: '"PROPOSED"',
      after: '"IN_FORCE"',
    });
    expect(words).toMatchObject([
      { clause: 'hours', words: [{}, { change: 'REMOVED', text: '40' }, { change: 'ADDED', text: '48' }, {}] },
    ]);
  });

  test('14: six others, none with a finding; its own number is small, so the public does not see it, and it does (IND-03)', async () => {
    const { record } = answerTo(told, 'employer-14-my-record-and-the-sector').employerDuties;
    const others = {
      peers: { count: 6, masked: false },
      peersWithFindings: { count: 0, masked: false },
      peerFindings: { count: 0, masked: false },
    };
    expect(record).toEqual({ findings: { count: null, masked: true }, ...others });
    const { query } = told.flatMap(({ documents }) => documents).find(({ name }) => name.startsWith('employer-14'))!;
    const { data } = await registry.query(query, {}, await registry.token('EMPLOYER', 'party-invented-canteens'));
    expect(data.employerDuties.record).toEqual({ findings: { count: 1, masked: false }, ...others });
  });

  test('15: the office by Article 3, and the joint committee with the union in it', () => {
    const { arrangements, employer } = answerTo(told, 'employer-15-whom-do-i-ask').employerDuties;
    expect(arrangements).toMatchObject([
      {
        jointCommittee: { body: 'Joint Kitchen Committee', socialPartners: ['Invented Union of Kitchen Workers'] },
        clauses: [{ content: { locator: 'Article 3' } }],
      },
    ]);
    expect(employer.approvals).toMatchObject([{ by: 'party-is' }]);
  });
});

describe('questions of a government about what its agreements lack', () => {
  test('9: what the model agreement has and ours do not say, and what ours say less firmly', () => {
    const { arrangements, counts, missing, weaker } = answerTo(
      told,
      'government-9-what-is-missing-from-ours',
    ).clauseCoverage;
    expect(arrangements).toBe(1);
    expect(missing).toHaveLength(counts.missing);
    expect(weaker).toHaveLength(counts.weaker);
    for (const { cases } of missing) expect(cases).toMatchObject([{ outcome: 'MISSING', why: 'SILENT' }]);
  });

  test('10: Iceland gave Ghana fewer hours, unions from the first day, and complaints; on the rest nobody can tell', () => {
    const { weakerThanElsewhere: found } = answerTo(told, 'government-10-weaker-than-elsewhere');
    const known = found.filter(({ ours }: any) => ours !== null);
    expect(known.map(({ code, elsewhere }: any) => [code, elsewhere])).toEqual([
      ['HOUR', 'arrangement-invented-hotels'],
      ['FOAC', 'arrangement-invented-hotels'],
      ['JUST', 'arrangement-invented-hotels'],
    ]);
  });
});

describe('a report of a government to its committee', () => {
  test('15: clause by clause, by target and objective, and what nobody can tell is not called kept (AUD-06, IND-04)', () => {
    const { mediaType, content } = answerTo(told, 'government-15-the-report').complianceReport;
    expect(mediaType).toBe('text/markdown');
    expect(content).toContain('No data is not compliance.');
    expect(content).toContain('| Monitoring and inspection | party-is | compliant | non compliant | not yet due |');
    expect(content).toContain('- finding list-fee of case-invented-fees-2025: not satisfied, critical, workers: 14');
    expect(content).toMatch(/^- 8\.8: .*no data: \d+/m);
    expect(content).toContain('### Joint committee');
  });
});

test('docs/stories.md prints the documents and the answers that they give', () =>
  expectGenerated('docs/stories.md', storiesPage(told), 'WRITE_GENERATED=1 npm run jest -- test/journeys/stories'));
