import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { expectGenerated } from '../support/generated.js';
import { RunningRegistry, sampleFolder } from '../support/registry.js';
import { answerTo, storiesPage, tell } from '../support/stories.js';

const FOLDERS = [
  {
    folder: 'test/journeys/stories',
    title: 'Texts and their time',
    tells: 'What a register of rows with a status cannot tell, and what governments ask of texts and dates.',
  },
  {
    folder: 'test/journeys/hiring',
    title: 'Hiring, places and training',
    tells:
      'What employers and governments ask before a season. Employers, recruiters and programmes that are called invented are.',
  },
];

let registry: RunningRegistry;
let told: Awaited<ReturnType<typeof tell>>;

beforeAll(async () => {
  registry = await RunningRegistry.start(await sampleFolder());
  told = await tell(registry, FOLDERS);
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
      { id: 'arrangement-kr-vn-2010', status: 'EXPIRED' },
      { id: 'arrangement-kr-vn-2013', status: 'EXPIRED', succession: [{ predecessor: 'arrangement-kr-vn-2010' }] },
      {
        id: 'arrangement-kr-vn-2015',
        status: 'IN_FORCE',
        succession: [{ predecessor: 'arrangement-kr-vn-2013' }],
        quotas: [{ number: { limited: 2900 } }],
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

test('docs/stories.md prints the documents and the answers that they give', () =>
  expectGenerated('docs/stories.md', storiesPage(told), 'WRITE_GENERATED=1 npm run jest -- test/journeys/stories'));
