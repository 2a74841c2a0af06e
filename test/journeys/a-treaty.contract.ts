import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { RecordedEvent } from '#kernel';
import type { Store } from '#stores';
import { readAll } from '../support/consistency-oracle.js';
import { RunningRegistry } from '../support/registry.js';

/** A treaty among many, with a depositary, on one tier; the log that it leaves is told at the end. */
export function aTreaty(
  suite: (title: string, tests: () => void) => void,
  title: string,
  tier: Store['tier'],
  tellLog: (events: RecordedEvent[]) => void = () => {},
): void {
  suite(title, () => {
    let registry: RunningRegistry;
    let tokens: Record<'depositary' | 'fr', string>;
    let commands = 0;

    const arrangement = 'arrangement-three';
    const [de, fr, ph] = ['party-de', 'party-fr', 'party-ph'];

    const send = async (name: string, input: object, token = tokens.depositary) =>
      registry.command(
        name,
        `${name[0]!.toUpperCase()}${name.slice(1)}`,
        input,
        { commandId: `treaty-${commands++}`, reason: 'Notified to the depositary' },
        token,
      );
    const recorded = async (...sent: Parameters<typeof send>) => {
      const answer = await send(...sent);
      expect(answer).toMatchObject({ __typename: 'Recorded' });
      return answer as { seq: number };
    };
    const ask = async (fields: string, on: string) => {
      const { data, errors } = await registry.query(
        `{ arrangement(id: "${arrangement}", asOf: { effectiveOn: "${on}" }) { ${fields} } }`,
      );
      if (errors) throw new Error(JSON.stringify(errors));
      return data.arrangement as Record<string, any>;
    };

    const clause = (text: string) => ({
      code: 'FEES',
      answer: 'PRESENT',
      codedFrom: 'TEXT',
      modality: 'SHALL',
      bearers: ['EMPLOYER'],
      locator: 'Article 4',
      text: [
        { text, language: 'en', authentic: true },
        { text: 'لا رسوم على العامل', language: 'ar', authentic: true },
      ],
    });

    beforeAll(async () => {
      registry = await RunningRegistry.start(tier);
      tokens = {
        depositary: await registry.token('DEPOSITARY'),
        fr: await registry.token('GOVERNMENT', fr),
      };
      const secretariat = await registry.token('SECRETARIAT');
      for (const [party, code] of [
        [de, 'DE'],
        [fr, 'FR'],
        [ph, 'PH'],
      ])
        await recorded(
          'registerParty',
          { party, kind: 'STATE', codeSystem: 'ISO_3166_1', code, names: [{ text: code, language: 'en' }] },
          secretariat,
        );
    });
    afterAll(async () => {
      tellLog((await readAll(registry.registry.store.log)) as RecordedEvent[]);
      await registry.stop();
    });

    describe('three states amend their agreement, and not all of them follow', () => {
      test('given an agreement that renews itself and is amended for those that accept', async () => {
        await recorded('registerArrangement', {
          arrangement,
          kind: 'MULTILATERAL',
          level: 'REGIONAL',
          instrumentType: 'TREATY',
          bindingness: 'BINDING',
          titles: [{ text: 'Agreement of three', language: 'en' }],
          parties: [
            { party: de, role: 'BOTH' },
            { party: fr, role: 'BOTH' },
            { party: ph, role: 'BOTH' },
          ],
          scope: { sectors: ['health'], skillLevels: ['MEDIUM'], occupations: [] },
        });
        await recorded('agreeFinalClauses', {
          arrangement,
          finalClauses: {
            entryIntoForce: { onSignature: { bySignature: true } },
            term: {
              length: { count: 5, unit: 'YEAR' },
              renewal: 'TACIT',
              renewalLength: { count: 5, unit: 'YEAR' },
              renewalNotice: { count: 6, unit: 'MONTH' },
            },
          },
        });
        await recorded('agreeAmendmentRule', { arrangement, rule: { acceptances: { number: 2 } } });
        await recorded('recordAct', { arrangement, kind: 'SIGNATURE', parties: [de, fr, ph], on: '2015-01-01' });
        await recorded('codeClause', { arrangement, clause: 'fees', content: clause('The worker pays the fee') });
        await recorded('proposeAmendment', {
          arrangement,
          amendment: 'protocol-1',
          type: 'AMEND',
          instrumentAsStated: 'First protocol',
          what: 'No fees for workers',
          on: '2017-01-01',
          changes: [{ clause: { clause: 'fees', content: clause('The worker pays no fee') } }],
        });
        await recorded('notifyAmendment', {
          arrangement,
          amendment: 'protocol-1',
          parties: [de, fr, ph],
          on: '2017-01-02',
        });
        await recorded('consentToAmendment', { arrangement, amendment: 'protocol-1', party: de, on: '2017-06-01' });
        await recorded('consentToAmendment', { arrangement, amendment: 'protocol-1', party: ph, on: '2017-09-01' });
      });

      const text = 'version paragraphs { clause amendment instrument since text { text language authentic } }';

      test('AMD-04: the new text governs between the two that accepted, the old one with the third', async () => {
        const { pairwiseTexts } = await ask('pairwiseTexts { version between { a b } }', '2017-09-01');
        expect(pairwiseTexts).toEqual([
          {
            version: 'base',
            between: [
              { a: de, b: fr },
              { a: fr, b: ph },
            ],
          },
          { version: 'base+protocol-1', between: [{ a: de, b: ph }] },
        ]);
        const { both, third } = await ask(
          `both: textBetween(a: "${de}", b: "${ph}") { ${text} } third: textBetween(a: "${de}", b: "${fr}") { ${text} }`,
          '2017-09-01',
        );
        expect(both.paragraphs[0]).toMatchObject({
          amendment: 'protocol-1',
          instrument: 'First protocol',
          since: '2017-09-01',
          text: [{ text: 'The worker pays no fee' }, { text: 'لا رسوم على العامل', language: 'ar', authentic: true }],
        });
        expect(third.paragraphs[0]).toMatchObject({
          amendment: null,
          text: [{ text: 'The worker pays the fee' }, {}],
        });
      });

      test('AMD-13: the consolidated text of an earlier day is what it was, and the words that changed are told', async () => {
        expect((await ask(`consolidatedText { version }`, '2017-08-31')).consolidatedText.version).toBe('base');
        const { data } = await registry.query(`{ compareTexts(arrangement: "${arrangement}",
      from: { effectiveOn: "2017-08-31" }, to: { effectiveOn: "2017-09-01" }) { clause language words { change text } } }`);
        expect(data.compareTexts).toEqual([
          {
            clause: 'fees',
            language: 'en',
            words: [
              { change: 'KEPT', text: 'The worker pays ' },
              { change: 'REMOVED', text: 'the' },
              { change: 'ADDED', text: 'no' },
              { change: 'KEPT', text: ' fee' },
            ],
          },
        ]);
      });

      test('a text between a party and a stranger is no question: the parties are named', async () => {
        const { errors } = await registry.query(
          `{ arrangement(id: "${arrangement}") { textBetween(a: "${de}", b: "party-xx") { version } } }`,
        );
        expect(errors![0]!.message).toContain(`its parties are ${de}, ${fr}, ${ph}`);
      });

      test('ARR-10, ARR-11: what renews without notice is told beforehand; a late notice ends the next term', async () => {
        const due = 'deadlines(from: "2019-01-01", to: "2021-01-01") { kind on rule says evidence { type } }';
        expect((await ask(due, '2019-01-01')).deadlines).toMatchObject([
          { kind: 'NOTICE_OF_NON_RENEWAL', on: '2019-06-30', rule: 'ARR-10', evidence: expect.any(Array) },
          { kind: 'RENEWAL', on: '2020-01-01', says: expect.stringContaining('until the day before 2025-01-01') },
        ]);
        const { data } = await registry.query(
          `{ deadlines(party: "${fr}", from: "2019-01-01", to: "2020-01-01", asOf: { effectiveOn: "2019-01-01" }) { arrangement on } }`,
        );
        expect(data.deadlines).toEqual([{ arrangement, on: '2019-06-30' }]);
        await recorded('giveNoticeOfNonRenewal', { arrangement, party: fr, receivedOn: '2019-07-01' }, tokens.fr);
        expect(await ask('nonRenewals { party late missed endsOn } expiresOn { date } status', '2024-12-31')).toEqual({
          nonRenewals: [{ party: fr, late: true, missed: '2019-06-30', endsOn: '2025-01-01' }],
          expiresOn: { date: '2025-01-01' },
          status: 'IN_FORCE',
        });
      });

      test('ARR-20, PTY-11: one leaves; it shows as gone, is not found any more, and the others stay bound', async () => {
        const { seq } = await recorded('recordAct', {
          arrangement,
          kind: 'WITHDRAWAL',
          parties: [fr],
          on: '2022-01-01',
        });
        const standings = async (on: string) =>
          (await ask('parties { party { id } status leftOn }', on)).parties.map(
            (entry: { party: { id: string }; status: string }) => `${entry.party.id} ${entry.status}`,
          );
        expect(await standings('2021-12-31')).toEqual([`${de} PARTY`, `${fr} PARTY`, `${ph} PARTY`]);
        expect(await standings('2022-01-01')).toEqual([`${de} PARTY`, `${fr} WITHDRAWN`, `${ph} PARTY`]);
        const found = async (on: string) =>
          (
            await registry.query(
              `{ arrangements(first: 5, atLeast: ${seq}, asOf: { effectiveOn: "${on}" }, filter: { parties: ["${fr}"] }) { nodes { id } } }`,
            )
          ).data.arrangements.nodes.length as number;
        expect([await found('2021-12-31'), await found('2022-01-01')]).toEqual([1, 0]);
      });
    });
  });
}
