import { Bearer, DeadlineView, ListDeadlines } from '#arrangements';
import { AsOf, AsOfResolver, type AsOfUsed, load, type Page, PlainDateScalar } from '#kernel';
import type { Headline } from '#rights';
import { QueryBus } from '@nestjs/cqrs';
import { Args, Context, ID, Query, Resolver } from '@nestjs/graphql';
import { DutyReader } from '../status/duty-reader.handler.js';
import type { DutyStatusView } from '../status/duty-status.view.js';
import { termsOn } from '../status/duty.js';
import { ListDutyStatuses } from '../status/statuses.query.js';

/** What is still to be done. */
const TO_DO: Headline[] = ['NOT_YET_DUE', 'AT_RISK', 'OVERDUE', 'DISPUTED', 'UNVERIFIED'];

/** All that a party has to do by when: what arrangements themselves bring, and what falls due under its duties. */
@Resolver(() => DeadlineView)
export class DeadlinesOfPartyResolver {
  constructor(
    private readonly queries: QueryBus,
    private readonly asOf: AsOfResolver,
    private readonly duties: DutyReader,
  ) {}

  @Query(() => [DeadlineView], {
    name: 'deadlines',
    description:
      'What happens or falls due, from one day up to, not including, another, in all arrangements in which a party takes part on the day asked about: duties of the party, and of those in its jurisdiction, included.',
  })
  async deadlinesOfParty(
    @Context() context: object,
    @Args('party', { type: () => ID }) party: string,
    @Args('from', { type: () => PlainDateScalar }) from: string,
    @Args('to', { type: () => PlainDateScalar }) to: string,
    @Args('asOf', { type: () => AsOf, nullable: true }) asked?: AsOf,
  ): Promise<DeadlineView[]> {
    const asOf = await this.asOf.resolve(asked);
    const dates = { effectiveOn: asOf.effectiveOn, knownSize: asOf.knownSize };
    const byLaw = await this.queries.execute<ListDeadlines, DeadlineView[]>(new ListDeadlines(party, from, to, dates));
    const due = await this.due(party, from, to, asOf);
    const found = [...byLaw, ...(await Promise.all(due.map((status) => this.view(status, party, context))))];
    const key = ({ on, arrangement }: DeadlineView) => `${on ?? '9999'} ${arrangement}`;
    return found.sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
  }

  private async due(
    party: string,
    from: string,
    to: string,
    { effectiveOn, knownSize }: AsOfUsed,
  ): Promise<DutyStatusView[]> {
    const bearers = [party, ...Object.keys(Bearer).map((of) => `${of}@${party}`)];
    const found: DutyStatusView[] = [];
    for (let after: string | null = null; ;) {
      const page: Page<DutyStatusView> = await this.queries.execute(
        new ListDutyStatuses(
          { headline: TO_DO, dueFrom: from, dueBefore: to },
          { first: 100, after, asOf: { effectiveOn, knownSize } },
          { bearers },
        ),
      );
      found.push(...page.nodes);
      if (!page.pageInfo.hasNextPage) return found;
      after = page.pageInfo.endCursor;
    }
  }

  private async view(status: DutyStatusView, party: string, context: object): Promise<DeadlineView> {
    const { obligationId, occurrence, dueOn, arrangementId, clauseId, asOf } = status;
    const duty = (await load(context, `duties at ${asOf.knownSize}`, obligationId, (ids) =>
      this.duties.duties(ids, asOf.knownSize),
    ))!;
    const { act } = termsOn(duty.obligation, asOf.effectiveOn);
    const defined = duty.obligation.versions.map(({ seq }) => duty.evidence.get(seq)!);
    return {
      kind: 'DUTY',
      on: dueOn,
      parties: [party],
      rule: 'IND-05',
      says: `${act}: ${occurrence}, by ${dueOn}, under clause ${clauseId}.`,
      arrangement: arrangementId,
      evidence: defined,
    };
  }
}
