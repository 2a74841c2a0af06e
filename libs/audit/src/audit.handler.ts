import { BadQuestion, Deciders, type EventLog, InjectLog } from '#kernel';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { auditTrail } from './audit-trail.js';
import { GetAuditTrail, GetCheckpoint, GetEvent } from './audit.query.js';
import { wordsFor } from './words-for.js';
import { type AuditTrailConnection, type Checkpoint, type EventView, viewEntry, viewEvent } from './audit.view.js';

@QueryHandler(GetAuditTrail)
export class GetAuditTrailHandler implements IQueryHandler<GetAuditTrail, AuditTrailConnection> {
  constructor(
    @InjectLog() readonly log: EventLog,
    readonly deciders: Deciders,
  ) {}

  async execute({ subject, first, after, actor }: GetAuditTrail): Promise<AuditTrailConnection> {
    if (!Number.isInteger(first) || first < 1 || first > 100)
      throw new BadQuestion(`first: ${first} is not from 1 to 100.`);
    if (after && !/^\d{1,15}$/.test(after))
      throw new BadQuestion(
        `after: ${JSON.stringify(after.slice(0, 80))} is no cursor of a history: take endCursor of the page before.`,
      );
    const decider = this.deciders.of(subject);
    if (!decider)
      throw new BadQuestion(
        `subject: ${JSON.stringify(subject.slice(0, 120))} is no id of this registry; an id reads like arrangement-de-ph-2013-health.`,
      );
    const { size } = await this.log.head();
    const entries = await auditTrail(decider, this.log, subject, {
      size,
      after: after ? Number(after) : -1,
      first,
      see: await wordsFor(decider, subject, actor, this),
    });
    const edges = entries
      .slice(0, first)
      .map((entry) => ({ cursor: String(entry.event.seq), node: viewEntry(decider, entry) }));
    return {
      edges,
      nodes: edges.map((edge) => edge.node),
      pageInfo: { hasNextPage: entries.length > first, endCursor: edges.at(-1)?.cursor ?? null },
    };
  }
}

@QueryHandler(GetEvent)
export class GetEventHandler implements IQueryHandler<GetEvent, EventView | null> {
  constructor(
    @InjectLog() readonly log: EventLog,
    readonly deciders: Deciders,
  ) {}

  async execute({ seq, actor }: GetEvent): Promise<EventView | null> {
    const [event] = (await this.log.readPage({ from: seq, limit: 1 })).events;
    const decider = event && this.deciders.of(event.stream);
    if (!decider || event.seq !== seq) return null;
    const see = await wordsFor(decider, event.stream, actor, this);
    return viewEvent(decider, see(event));
  }
}

@QueryHandler(GetCheckpoint)
export class GetCheckpointHandler implements IQueryHandler<GetCheckpoint, Checkpoint> {
  constructor(@InjectLog() private readonly log: EventLog) {}

  async execute(): Promise<Checkpoint> {
    const { size, root, recordedAt } = await this.log.head();
    return { size, root: root.toString('base64'), recordedAt };
  }
}
