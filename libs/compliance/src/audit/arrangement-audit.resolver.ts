import { ArrangementView } from '#arrangements';
import { load, type RequestContext } from '#kernel';
import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { ArrangementRecords } from '../matrix/arrangement-record.handler.js';
import { ArrangementAudit, auditRecord } from './arrangement-audit.js';
import { auditText, TextAudit } from './text-audit.js';

/** What a union asks of an arrangement: what the text leaves open, and what of its promises is not known to be kept. */
@Resolver(() => ArrangementView)
export class ArrangementAuditResolver {
  constructor(private readonly records: ArrangementRecords) {}

  @ResolveField(() => TextAudit, { description: 'What the text leaves open: silent, not read, weak, unmeasured' })
  textAudit(@Parent() { clauses }: ArrangementView): TextAudit {
    return auditText(clauses);
  }

  @ResolveField(() => ArrangementAudit, {
    description: 'What is not known to be kept on the day asked about: without data, overdue, contradicted, unanswered',
  })
  async audit(@Parent() { id, asOf }: ArrangementView, @Context() context: RequestContext): Promise<ArrangementAudit> {
    const { knownSize, effectiveOn } = asOf;
    const record = await load(context, `records at ${knownSize} on ${effectiveOn}`, id, (ids) =>
      this.records.of(ids, asOf, context.actor),
    );
    return auditRecord(record!, asOf);
  }
}
