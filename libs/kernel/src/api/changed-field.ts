import { Field, ObjectType } from '@nestjs/graphql';
import diff from 'microdiff';
import { EvidenceView } from './evidence.js';

@ObjectType({ description: 'A field that has another value. Values are JSON.' })
export class ChangedField {
  @Field({ description: 'Names of the parts that lead to it, joined by dots' }) path!: string;
  @Field(() => String, { nullable: true, description: 'null: it was not there' }) before?: string;
  @Field(() => String, { nullable: true, description: 'null: it is not there any more' }) after?: string;
  @Field(() => [EvidenceView], { description: 'The events that the value rests on, where it names them' })
  because!: EvidenceView[];
}

type Tree = Record<string, unknown>;

/** Names of parts, by which two lists are compared: a part that is added moves no other. */
const KEYS = ['clause', 'amendment', 'partyId', 'suspension', 'measure', 'claim', 'code'];

/**
 * What differs between two views of one thing: each field by its path, with the evidence of the part that it belongs to.
 * Evidence itself, and the dates asked about, are no fields of the thing.
 */
export function changedFields(before: object, after: object): ChangedField[] {
  const [old, now] = [keyed(before), keyed(after)] as [Tree, Tree];
  return diff(bare(old) as Tree, bare(now) as Tree).map((change) => ({
    path: change.path.join('.'),
    ...(change.type === 'CREATE' ? {} : { before: JSON.stringify(change.oldValue) }),
    ...(change.type === 'REMOVE' ? {} : { after: JSON.stringify(change.value) }),
    because: evidenceOf(change.type === 'REMOVE' ? old : now, change.path),
  }));
}

/** Lists of parts that have names become records by name. */
function keyed(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map(keyed);
    const names = value.map((item: Tree | null) =>
      KEYS.map((key) => item?.[key]).find((name) => typeof name === 'string'),
    );
    return items.length > 0 && names.every((name) => name !== undefined) && new Set(names).size === names.length
      ? Object.fromEntries(items.map((item, index) => [names[index], item]))
      : items;
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, isEvidence(key) ? (item as unknown) : keyed(item)]),
  );
}

const isEvidence = (key: string) => key === 'evidence' || key.endsWith('Evidence');

/** The dates asked about, the place in the log, and the fold itself. */
const NOT_FIELDS = new Set(['asOf', 'seq', 'subject']);

function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, item]) => !isEvidence(key) && !NOT_FIELDS.has(key) && item !== undefined)
      .map(([key, item]) => [key, bare(item)]),
  );
}

/** That of the field itself, or of the innermost part around it. */
function evidenceOf(view: Tree, path: readonly (string | number)[]): EvidenceView[] {
  let found: unknown = [];
  let part: unknown = view;
  for (const [depth, key] of path.entries()) {
    const own = (part as Tree)[`${key}Evidence`];
    if (own) return own as EvidenceView[];
    part = (part as Tree)[key];
    if (typeof part !== 'object' || part === null) break;
    if ((part as Tree).evidence && depth < path.length) found = (part as Tree).evidence;
  }
  return found as EvidenceView[];
}
