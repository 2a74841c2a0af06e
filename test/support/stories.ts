import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Actor, Role } from '#kernel';
import { deciders, importEntries, readEntries, SAMPLE_ACTOR } from '#registry';
import { CommandBus } from '@nestjs/cqrs';
import type { RunningRegistry } from './registry.js';
import { projected } from './sample.js';

/** A folder of questions: `cases.yaml` is recorded, then every `*.graphql` in it is asked; the first line tells the question. */
export interface Folder {
  folder: string;
  title: string;
  /** What its documents have in common, in a sentence. */
  tells: string;
}

/** Those of docs/stories.md. */
export const FOLDERS: readonly Folder[] = [
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
  {
    folder: 'test/journeys/rights',
    title: 'Rights, duties and cases',
    tells:
      'What a union asks that audits a text and what came of it, and an employer of its duties. The programme is invented; each entry is recorded as whoever may record it.',
  },
];

interface Told extends Folder {
  documents: { name: string; question: string; query: string; answer: Record<string, any> }[];
}

const byName = new Intl.Collator('en', { numeric: true }).compare;

/**
 * Asks folder after folder, each when the cases of those before are recorded too, and its own: a later folder changes no answer
 * of an earlier one. Fails on a case that is refused and on a question that is not answered.
 */
export async function tell(running: RunningRegistry, folders = FOLDERS): Promise<Told[]> {
  const told: Told[] = [];
  for (const entry of folders) {
    await record(running, join(entry.folder, 'cases.yaml'));
    const files = readdirSync(entry.folder).filter((file) => file.endsWith('.graphql'));
    const documents: Told['documents'] = [];
    for (const file of files.sort(byName)) {
      const [question, ...lines] = readFileSync(join(entry.folder, file), 'utf8').split('\n');
      const query = lines.join('\n').trim();
      const { data, errors } = await running.query(query);
      if (errors) throw new Error(`${file}: ${JSON.stringify(errors)}`);
      documents.push({ name: file.replace('.graphql', ''), question: question!.slice(2), query, answer: data });
    }
    told.push({ ...entry, documents });
  }
  return told;
}

/**
 * Records a file of cases in its order. `as: ROLE party-x person` in a provenance tells who records an entry; the person, if
 * told, keeps those apart who act for one party. Without it the secretariat does, as for the sample.
 */
async function record({ registry }: RunningRegistry, file: string): Promise<void> {
  const { app, store } = registry;
  const entries = readEntries(file, readFileSync(file, 'utf8')).map(({ provenance, ...entry }) => {
    const { as, ...rest } = provenance as { as?: string };
    return { as, entry: { ...entry, provenance: rest } };
  });
  // One by one, so that each has the same place in the log on every tier.
  for (const { as, entry } of entries) {
    const { problems } = await importEntries([entry], {
      commands: app.get(CommandBus),
      deciders,
      actor: as === undefined ? SAMPLE_ACTOR : actorOf(as),
    });
    if (problems.length > 0) throw new Error(`${file}: ${JSON.stringify(problems, null, 2)}`);
  }
  await projected(registry, (await store.log.head()).size - 1);
}

function actorOf(as: string): Actor {
  const [role, onBehalfOf, person] = as.split(' ');
  return { id: `actor-${person ?? onBehalfOf}`, role: role as Role, onBehalfOf };
}

/** The answer to a document by its name. */
export function answerTo(told: readonly Told[], name: string): Record<string, any> {
  const found = told.flatMap(({ documents }) => documents).find((document) => document.name === name);
  if (!found) throw new Error(`No document ${name}.graphql was asked.`);
  return found.answer;
}

/** Positions in the log, in words, and the digest of a report: both differ with what is recorded before, and when. */
const POSITIONS = /\b(size|events?|known after) \d+(?:(?:, | and )\d+)*/g;
const DIGEST = /\b(Digest:) sha256:[0-9a-f]{64}/g;

const titleOf = (name: string) => `${name[0]!.toUpperCase()}${name.slice(1).replaceAll('-', ' ')}`;

/** Every document with its answer, as a page. */
export const storiesPage = (told: readonly Told[]): string =>
  [
    '<!-- Made by test/journeys/stories.spec.ts, which runs these documents. Edit the folders that it names. -->',
    '',
    '# Stories',
    '',
    'Each document runs against the sample and the further cases of its folder; each answer is the one that it gives. Positions in the log that a sentence names are shown as “…”.',
    '',
    ...told.flatMap(({ folder, title, tells, documents }) => [
      `## ${title}`,
      '',
      `${tells} Documents and cases: \`${folder}\`.`,
      '',
      ...documents.map(({ name, question }) => `- [${titleOf(name)}](#${name}): ${question}`),
      '',
      ...documents.flatMap(({ name, question, query, answer }) => [
        `### ${titleOf(name)}`,
        '',
        question,
        '',
        '```graphql',
        query,
        '```',
        '',
        '```json',
        JSON.stringify(answer, null, 2).replace(POSITIONS, '$1 …').replace(DIGEST, '$1 …'),
        '```',
        '',
      ]),
    ]),
  ].join('\n');
