import {
  type AnyDecider,
  EvidenceView,
  InstantScalar,
  Node,
  PageInfo,
  SeqScalar,
  sentenceOf,
  type RecordedEvent,
} from '#kernel';
import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import type { TrailEntry } from './audit-trail.js';

@ObjectType({ description: 'A field that an event changed. Values are JSON.' })
export class FieldChangeView {
  @Field() path!: string;
  @Field(() => String, { nullable: true }) before?: string;
  @Field(() => String, { nullable: true }) after?: string;
}

@ObjectType({ description: 'Another stream that was read to decide.' })
export class BasisView {
  @Field(() => ID) stream!: string;
  @Field(() => Int) version!: number;
}

@ObjectType('Event', {
  implements: () => [Node],
  description: 'An event of the log. It is never changed and never removed (GEN-02).',
})
export class EventView extends Node {
  @Field(() => SeqScalar, { description: 'Position in the log, from 0' }) seq!: number;
  @Field(() => ID, { description: 'The thing that it belongs to' }) subject!: string;
  @Field(() => Int, { description: 'Position in the history of that thing, from 1' }) version!: number;
  @Field() type!: string;
  @Field({ description: 'What it says, in a sentence' }) summary!: string;
  @Field(() => InstantScalar) recordedAt!: string;
  @Field(() => ID) commandId!: string;
  @Field(() => [BasisView]) basis!: BasisView[];
  @Field(() => EvidenceView, { description: 'Who recorded it, since when it holds, and from which sources' })
  evidence!: EvidenceView;
  @Field(() => SeqScalar, { nullable: true, description: 'The event that it corrects or retracts' }) corrects?: number;
  @Field({ description: 'Its content, as JSON' }) data!: string;
}

@ObjectType({ description: 'One event of a history, with the fields that it changed.' })
export class AuditEntry extends EventView {
  @Field(() => [FieldChangeView]) changes!: FieldChangeView[];
  @Field(() => SeqScalar, { nullable: true, description: 'The event that corrected or retracted it since' })
  supersededBy?: number;
}

@ObjectType()
export class AuditEdge {
  @Field() cursor!: string;
  @Field(() => AuditEntry) node!: AuditEntry;
}

@ObjectType()
export class AuditTrailConnection {
  @Field(() => [AuditEdge]) edges!: AuditEdge[];
  @Field(() => [AuditEntry]) nodes!: AuditEntry[];
  @Field(() => PageInfo) pageInfo!: PageInfo;
}

@ObjectType({ description: 'The state of the log: RFC 6962 root over the leaf bytes of all events.' })
export class Checkpoint {
  @Field(() => SeqScalar, { description: 'Number of events' }) size!: number;
  @Field({ description: 'SHA-256 root in base64, as in a C2SP checkpoint' }) root!: string;
  @Field(() => InstantScalar, { nullable: true, description: 'When the last event was recorded' }) recordedAt?: string;
}

export function viewEvent(decider: AnyDecider, event: RecordedEvent): EventView {
  const { grounds, actor, effective, seq, type, recordedAt } = event;
  return Object.assign(new EventView(), {
    id: `event-${seq}`,
    seq,
    subject: event.stream,
    version: event.version,
    type,
    summary: sentenceOf(decider, event),
    recordedAt,
    commandId: event.commandId,
    basis: event.basis,
    evidence: { ...grounds, seq, type, recordedAt, effective, actor },
    corrects: event.corrects,
    data: JSON.stringify(event.data),
  });
}

export const viewEntry = (decider: AnyDecider, { event, ...entry }: TrailEntry): AuditEntry =>
  Object.assign(new AuditEntry(), viewEvent(decider, event), entry);
