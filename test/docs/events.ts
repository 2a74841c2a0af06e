import { existsSync, readFileSync } from 'node:fs';
import { deciders } from '#registry';
import { type Decider, type EventDefinition, unseal } from '#kernel';
import { buildSchema, type GraphQLInputObjectType, isInputObjectType } from 'graphql';
import type { StoredExample } from '../events/stored-examples.js';
import { type JsonSchema, schemaOf } from '../support/event-schemas.js';

/** docs/events.md: every event type, from its declaration, the stored example and the schema of the API. */
export function eventsPage(): string {
  const api = buildSchema(readFileSync('apps/registry/schema.graphql', 'utf8'));
  const page = [
    '<!-- Made by `npm run rules` from the deciders. Edit those. -->',
    '',
    '# Events',
    '',
    'What the log holds. Every event has an envelope besides its data: position, stream and version, time of recording, legal dates, actor, command, sources or reason, and the streams that were read to decide. An event is never edited; when its shape changes it gets a new version, and older ones are brought up to it as they are read. The exact shapes are in [test/events/schemas](../test/events/schemas), a real example of each in [test/events/stored](../test/events/stored).',
    '',
  ];
  for (const decider of deciders as readonly Decider[]) {
    page.push(`## Stream \`${decider.name}-…\``, '');
    for (const [command, { records, describes }] of Object.entries(decider.commands))
      for (const definition of records) {
        const type = api.getType(definition.data.name);
        page.push(
          `### ${definition.type}`,
          '',
          `Version ${definition.schemaVersion}. Recorded by \`${command}\`: ${describes}`,
          '',
          ...told(decider, definition),
          ...fields(schemaOf(definition), isInputObjectType(type) ? type : undefined),
          '',
        );
      }
  }
  return page.join('\n');
}

/** The sentence of the stored example. */
function told(decider: Decider, definition: EventDefinition): string[] {
  const file = `test/events/stored/${definition.type}.v${definition.schemaVersion}.json`;
  if (!existsSync(file)) return [];
  const { body } = JSON.parse(readFileSync(file, 'utf8')) as StoredExample;
  const data = unseal(JSON.stringify(body.data), () => undefined);
  return [`> ${definition.says(data as never)}`, ''];
}

function fields({ properties = {}, required = [] }: JsonSchema, type: GraphQLInputObjectType | undefined): string[] {
  const declared = type?.getFields();
  const rows = Object.entries(properties).map(([name, schema]) => {
    const described = declared?.[name]?.description?.replaceAll('\n', ' ').replaceAll('|', '\\|') ?? '';
    return `| \`${name}\` | ${shape(schema)}${required.includes(name) ? '' : ', optional'} | ${described} |`;
  });
  return ['| Field | Shape | |', '| --- | --- | --- |', ...rows];
}

/** A shape in a word or two. */
function shape(schema: JsonSchema): string {
  if (schema['x-sealed']) return `${shape(schema['x-sealed'])}, sealed`;
  if (schema.$ref) return `\`${schema.$ref.split('/').at(-1)}\``;
  if (schema.type === 'array') return `list of ${shape(schema.items ?? {})}`;
  if (schema.enum)
    return schema.enum.length > 8
      ? `one of ${schema.enum.length} codes`
      : schema.enum.map((value) => `\`${String(value)}\``).join(' or ');
  if (schema.format === 'partial-date' || schema.format === 'date') return schema.format.replace('-', ' ');
  const id = /^\^([a-z]+)-\[a-z0-9\]/.exec(schema.pattern ?? '')?.[1];
  return id
    ? `id of a ${id}`
    : schema.type === 'string'
      ? 'text'
      : schema.type === 'integer'
        ? 'whole number'
        : schema.type === 'boolean'
          ? 'true or false'
          : String(schema.type);
}
