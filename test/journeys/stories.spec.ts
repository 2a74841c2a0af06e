import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { deciders, importEntries, readEntries, SAMPLE_ACTOR } from '#registry';
import { Projections } from '#kernel';
import { CommandBus } from '@nestjs/cqrs';
import { expectGenerated } from '../support/generated.js';
import { RunningRegistry, sampleFolder } from '../support/registry.js';

const FOLDER = 'test/journeys/stories';
const CASES = join(FOLDER, 'cases.yaml');
const names = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.graphql'))
  .map((file) => file.replace('.graphql', ''))
  .sort(new Intl.Collator('en', { numeric: true }).compare);
const documentOf = (name: string) => readFileSync(join(FOLDER, `${name}.graphql`), 'utf8');

let registry: RunningRegistry;
const answers = new Map<string, Record<string, any>>();

beforeAll(async () => {
  registry = await RunningRegistry.start(await sampleFolder());
  const { app, store } = registry.registry;
  const { problems } = await importEntries(readEntries(CASES, readFileSync(CASES, 'utf8')), {
    commands: app.get(CommandBus),
    deciders,
    actor: SAMPLE_ACTOR,
  });
  expect(problems).toEqual([]);
  await app.get(Projections).atLeast((await store.log.head()).size - 1);
  for (const name of names) {
    const { data, errors } = await registry.query(documentOf(name));
    expect({ name, errors }).toEqual({ name, errors: undefined });
    answers.set(name, data);
  }
});
afterAll(() => registry.stop());

describe('eight stories that break a register of rows with a status', () => {
  test('1: law and practice part', () => {
    const { expiredButApplied, waitedForADeal, waitedForTheFirstWorkers } = answers.get('story-1-law-and-practice')!;
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
    const { arrangement } = answers.get('story-2-two-governments')!;
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
    const { nodes } = answers.get('story-3-refusal-to-renew')!.arrangements;
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
    const { inTheGap, today } = answers.get('story-4-a-gap-in-the-chain')!;
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
    expect(answers.get('story-5-beyond-the-text')!.arrangement).toMatchObject({
      jointCommittee: { socialPartners: ['PSLINK', 'ver.di'] },
      committeeWork: { rules: null },
    }));

  test('6: it reaches back because it says so; without a day it holds on none (AMD-08)', async () => {
    expect(answers.get('story-6-reaching-back')!.arrangement.amendments).toEqual([
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
    expect(answers.get('story-7-an-indexed-term')!.arrangement).toMatchObject({
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
    expect(answers.get('story-8-a-track-that-never-was')!.arrangement).toMatchObject({
      disputed: true,
      claims: [{ about: 'the away track', disputed: true, claims: [{}, {}] }],
      trainingCommitments: [{ promise: { track: 'HOME_AND_AWAY' }, status: 'NO_DUE_DATE', results: [] }],
    }));
});

describe('questions of a government', () => {
  test('1: what is in force between us, and what changes in twelve months', () =>
    expect(answers.get('question-1-in-force-between-us')!.arrangements.nodes).toMatchObject([
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
    const { arrangement } = answers.get('question-2-which-text-applied')!;
    expect(arrangement).toMatchObject({ asOf: { effectiveOn: '2019-05-03' }, status: 'IN_FORCE' });
    expect(arrangement.consolidatedText.version).toBe(
      'base+code-of-conduct-1985+residence-1986+article-7-1989+establishment-1990',
    );
    expect(arrangement.instruments).toHaveLength(5);
  });

  test('3: who has still to act, and from what that follows', () =>
    expect(answers.get('question-3-who-has-still-to-act')!.arrangements.nodes).toMatchObject([
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
    const due: { arrangement: string; kind: string; on: string; says: string }[] =
      answers.get('question-5-if-we-stay-silent')!.deadlines;
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
    expect(answers.get('question-8-overdue-meetings')!.arrangements.nodes[0]).toMatchObject({
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
    const { nodes } = answers.get('question-11-what-sources-disagree-about')!.arrangements;
    expect(nodes.map(({ id }: { id: string }) => id)).toContain('arrangement-il-np-2020');
    for (const { claims } of nodes) expect(claims.some(({ disputed }: { disputed: boolean }) => disputed)).toBe(true);
  });

  test('12: where workers leave without a text in force', () =>
    expect(answers.get('question-12-sending-without-a-text')!.arrangements.nodes).toContainEqual(
      expect.objectContaining({
        id: 'arrangement-kr-np-eps',
        status: 'EXPIRED',
        warnings: [expect.objectContaining({ code: 'APPLIED_DE_FACTO' })],
      }),
    ));

  test('14: when it would end, and what is owed after that; of a text that nobody knows, nothing is assumed to survive', () =>
    expect(answers.get('question-14-what-survives')!).toEqual({
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

test('docs/stories.md prints the documents and the answers that they give', () =>
  expectGenerated('docs/stories.md', page(), 'WRITE_GENERATED=1 npm run jest -- test/journeys/stories'));

/** Every document with its answer. */
function page(): string {
  const parts = names.flatMap((name) => {
    const [tells, ...lines] = documentOf(name).split('\n');
    return [
      `## ${name[0]!.toUpperCase()}${name.slice(1).replaceAll('-', ' ')}`,
      '',
      tells!.slice(2),
      '',
      '```graphql',
      lines.join('\n').trim(),
      '```',
      '',
      '```json',
      JSON.stringify(answers.get(name), null, 2),
      '```',
      '',
    ];
  });
  return [
    '<!-- Made by test/journeys/stories.spec.ts, which runs these documents. Edit test/journeys/stories. -->',
    '',
    '# Stories',
    '',
    'What a register of rows with a status cannot tell, and what governments ask. Each document runs against the sample and the further cases of test/journeys/stories/cases.yaml; each answer is the one that it gives.',
    '',
    ...parts,
  ].join('\n');
}
