import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Projections } from '#kernel';
import { deciders, importEntries, type ImportReport, readCatalogue, SAMPLE_ACTOR } from '#registry';
import { rule } from '#kernel/testing';
import { CommandBus } from '@nestjs/cqrs';
import { RunningRegistry } from '../support/registry.js';
import {
  answerOf,
  BLA,
  commandsOf,
  hasInventory,
  type Inventory,
  type Oddity,
  PROFILE,
  readInventory,
  type Row,
  VARIABLES,
} from './bla.js';

const withInventory = hasInventory ? describe : describe.skip;

/** The counts of the file itself, told without anything of the registry. */
const tally = (rows: readonly Row[], column: string) => ({
  yes: rows.filter((row) => answerOf(row[column]) === true).length,
  no: rows.filter((row) => answerOf(row[column]) === false).length,
});

withInventory(
  `an inventory of real agreements, recorded through the ordinary commands ${hasInventory ? '' : `[needs ${BLA}]`}`,
  () => {
    let registry: RunningRegistry;
    let inventory: Inventory;
    let oddities: Oddity[];
    let report: ImportReport;

    beforeAll(async () => {
      inventory = readInventory();
      const made = commandsOf(inventory);
      oddities = made.oddities;
      registry = await RunningRegistry.start();
      const { app, store } = registry.registry;
      report = await importEntries([...readCatalogue(), ...made.entries], {
        commands: app.get(CommandBus),
        deciders,
        actor: SAMPLE_ACTOR,
      });
      for (const { size } = await store.log.head(); app.get(Projections).position() < size;)
        await app
          .get(Projections)
          .atLeast(size - 1)
          .catch(() => undefined);
    }, 240_000);
    afterAll(() => registry.stop());

    test('every row is recorded, and what a row says oddly is told row by row', () => {
      expect(report.problems).toEqual([]);
      const counts = new Map<string, number>();
      for (const { code } of oddities) counts.set(code, (counts.get(code) ?? 0) + 1);
      expect(Object.fromEntries(counts)).toMatchObject({
        NO_DATE_SIGNED: 108,
        NO_DATE_RATIFIED: 406,
        YEAR_DISAGREES: 3,
        RATIFIED_BEFORE_SIGNED: 8,
        DATE_INEXACT: 1,
        QUOTED_TITLE: 25,
      });
      const told = (code: string) => oddities.filter((oddity) => oddity.code === code);
      expect(told('DATE_INEXACT')[0]!.says).toContain('or sooner');
      expect(new Set(told('FORMER_STATE').map(({ says }) => says.split(' no longer')[0]))).toEqual(
        new Set(['Czechoslovakia', 'East Germany', 'Yugoslavia']),
      );
      expect(told('SPELLING').some(({ says }) => says === 'United States is taken for United States of America')).toBe(
        true,
      );
      expect(told('SPELLING').some(({ says }) => says.startsWith('Timor'))).toBe(true);
      expect(told('QUOTA_IN_WORDS').some(({ says }) => says.includes('10350 (approximately)'))).toBe(true);
      for (const { file, line } of oddities) {
        expect(['formation.csv', 'coding.csv']).toContain(file);
        expect(line).toBeGreaterThan(1);
      }
    });

    const coverage = async (filter = '') => {
      const { data, errors } = await registry.query(
        `{ clauseCoverage(profile: "${PROFILE}"${filter}) { arrangements
        elements { element { element } counted counts { met weaker missing inconclusive notApplicable } }
        groups { group elements some every } } }`,
      );
      expect(errors).toBeUndefined();
      return data.clauseCoverage as Record<string, any>;
    };

    const spans = [
      { name: 'overall', filter: '', holds: () => true },
      {
        name: 'signed in 2000 or later',
        filter: ', filter: { signedFrom: "2000-01-01" }',
        holds: (row: Row) => Number(row.year) >= 2000,
      },
    ];
    for (const { name, filter, holds } of spans)
      rule('CLA-05', `the twenty good practices have the counts of the file itself, ${name}`, async () => {
        const rows = inventory.coding.filter(holds);
        const registered = inventory.formation.filter(holds).length;
        const found = await coverage(filter);
        expect(found.arrangements).toBe(registered);
        expect(
          found.elements.map(({ element, counts }: Record<string, any>) => ({ element: element.element, ...counts })),
        ).toEqual(
          VARIABLES.map(([column, element]) => {
            const { yes, no } = tally(rows, column);
            return { element, met: yes, weaker: 0, missing: no, inconclusive: registered - yes - no, notApplicable: 0 };
          }),
        );
        const practices = new Map<string, string[]>();
        for (const [column, element] of VARIABLES) {
          const practice = `criterion ${Number.parseInt(element, 10)}`;
          practices.set(practice, [...(practices.get(practice) ?? []), column]);
        }
        expect(found.groups).toEqual(
          [...practices].map(([group, columns]) => ({
            group,
            elements: columns.length,
            some: rows.filter((row) => columns.some((column) => answerOf(row[column]))).length,
            every: rows.filter((row) => columns.every((column) => answerOf(row[column]))).length,
          })),
        );
        expect(found.groups).toHaveLength(20);
      });

    test('a count leads to the arrangements behind it, their clauses and the events', async () => {
      const { data } = await registry.query(
        `{ clauseCoverage(profile: "${PROFILE}") { elements { element { element } cases(first: 10, outcome: MET) {
        arrangement why clauses { clause content { answer } evidence { type sources { id } } } } } } }`,
      );
      const free = data.clauseCoverage.elements.find(({ element }: Record<string, any>) => element.element === '06a');
      const wanted = inventory.coding
        .filter((row) => answerOf(row.recruit_cost_mig))
        .map((row) => `arrangement-bla-${row.treatyID}`);
      expect(free.cases.map(({ arrangement }: Record<string, any>) => arrangement)).toEqual(wanted.sort().slice(0, 10));
      for (const { why, clauses } of free.cases)
        expect({ why, clauses }).toEqual({
          why: 'READ_BESIDE',
          clauses: [
            {
              clause: '06a',
              content: { answer: 'PRESENT' },
              evidence: [{ type: 'ClausesCoded', sources: [{ id: 'source-bla-codebook' }] }],
            },
          ],
        });
    });
  },
);
