import { readdirSync, readFileSync } from 'node:fs';
import { test } from '@jest/globals';
import { CommandBus } from '@nestjs/cqrs';
import { importEntries, readEntries } from '../../apps/registry/src/import-commands.js';
import { deciders } from '../../apps/registry/src/registry.module.js';
import { RunningRegistry } from '../support/registry.js';

test('tmp', async () => {
  const r = await RunningRegistry.start();
  const dir = 'apps/registry/sample';
  const entries = readdirSync(dir).sort().flatMap((f) => readEntries(f, readFileSync(`${dir}/${f}`, 'utf8')));
  const report = await importEntries(entries, { commands: r.registry.app.get(CommandBus), deciders, actor: { id: 'actor-s', role: 'SECRETARIAT' } });
  console.log(report.recorded, JSON.stringify(report.problems, null, 1));
  const q = async (s: string) => console.log(JSON.stringify(await r.query(s), null, 1).slice(0, 9000));
  await q(`{ quotas(first: 3, kind: CEILING, arrangement: "arrangement-nz-pacific-rse", asOf: {effectiveOn: "2021-01-01"}) { totalCount pageInfo { hasNextPage endCursor } asOf { effectiveOn knownSize } nodes { id kind ground phase missing number { limited none } settings { revision act from counts condition { text state by } number { limited } evidence { seq type } } period { label from to } scope { description } evidence { seq sources { title } } } } }`);
  await q(`{ trainingCommitments(first: 4, asOf: {effectiveOn: "2022-01-01"}) { totalCount nodes { id status promise { number dueOn track split { home away } finding { status delivered verified evidence { seq } } } funders { body { party name } sharePercent } fundingGapPercent notStated results { stage number by standing evidence { seq } } } } }`);
  await q(`{ trainingCommitments(first: 4, overdueOnly: true) { totalCount nodes { id status } } }`);
  await q(`{ arrangements(first: 30, orderBy: ID) { nodes { id quotas { id kind number { limited none } figures { kind number { counted share { percent of } } qualifier disputed } } trainingCommitments { id status } } } }`);
  await q(`{ node(id: "quota-nz-pacific-rse-1") { id __typename ... on Quota { kind } } t: node(id: "training-be-ma-palim-1") { id __typename ... on TrainingCommitment { what status } } arrangement(id: "arrangement-be-ma-palim", asOf: {knownSize: 100}) { id quotas { id } } }`);
  const page = await r.query(`{ quotas(first: 20) { totalCount nodes { id period { from } } pageInfo { endCursor hasNextPage } } }`);
  const next = await r.query(`query($a: String) { quotas(first: 100, after: $a) { totalCount nodes { id period { from } } pageInfo { endCursor hasNextPage } } }`, { a: page.data.quotas.pageInfo.endCursor });
  console.log(page.data.quotas.nodes.length, next.data?.quotas.nodes.length, JSON.stringify(next.errors), page.data.quotas.totalCount);
  await r.stop();
});
