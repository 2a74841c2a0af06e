import { ArrangementView } from '#arrangements';
import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { auditText, TextAudit } from './text-audit.js';

/** What a union asks of a text before it asks who kept it. */
@Resolver(() => ArrangementView)
export class TextAuditResolver {
  @ResolveField(() => TextAudit, { description: 'What the text leaves open: silent, not read, weak, unmeasured' })
  textAudit(@Parent() { clauses }: ArrangementView): TextAudit {
    return auditText(clauses);
  }
}
