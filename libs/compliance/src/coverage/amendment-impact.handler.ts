import {
  type Arrangement,
  arrangementsProjection,
  clauseChanges,
  type ClauseChanged,
  clausesAround,
  jurisdictionsOf,
  viewArrangement,
} from '#arrangements';
import {
  AsOfResolver,
  BadQuestion,
  type Database,
  type EventLog,
  InjectDatabase,
  InjectLog,
  ReadModel,
  Witness,
} from '#kernel';
import { quotasProjection, viewQuota } from '#quotas';
import { allEntries, catalogueProjection, directionsOn } from '#rights';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { quotaEffects } from './amendment-impact.js';
import { GetAmendmentImpact } from './amendment-impact.query.js';
import { AmendmentImpact } from './amendment-impact.view.js';

@QueryHandler(GetAmendmentImpact)
export class GetAmendmentImpactHandler implements IQueryHandler<GetAmendmentImpact, AmendmentImpact | null> {
  private readonly arrangements;
  private readonly quotas;
  private readonly entries;

  constructor(
    @InjectDatabase() db: Database,
    @InjectLog() log: EventLog,
    private readonly asOf: AsOfResolver,
  ) {
    this.arrangements = new ReadModel(arrangementsProjection, db, log);
    this.quotas = new ReadModel(quotasProjection, db, log);
    this.entries = new ReadModel(catalogueProjection, db, log);
  }

  async execute(query: GetAmendmentImpact): Promise<AmendmentImpact | null> {
    const asOf = await this.asOf.resolve(query.asOf, query.atLeast);
    const size = asOf.knownSize;
    const subject = await this.arrangements.one(query.arrangement, size);
    if (!subject) return null;
    const { state } = subject;
    const amendment = state.amendments.find((candidate) => candidate.amendment === query.amendment);
    if (!amendment)
      throw new BadQuestion(
        `${query.arrangement} has no amendment ${JSON.stringify(query.amendment.slice(0, 80))}; it has ${state.amendments.map((known) => known.amendment).join(', ') || 'none'}.`,
      );
    const { day, before, after } = clausesAround(state, amendment);
    const changes = clauseChanges(state, amendment, directionsOn(await allEntries(this.entries, size), day));
    const quotas = await this.quotas.groupedBy('arrangement', [subject.id], {
      index: 'facet',
      conditions: [],
      orderBy: 'starts',
      size,
    });
    const witness = new Witness(subject);
    const worse = changes.filter(({ differences }) => differences.some(({ result }) => result === 'WORSE'));
    const unread = changes.filter(({ verdict }) => verdict === 'UNCODED_TEXT_CHANGE');
    const warn = (code: string, says: string) => ({
      rule: 'AMD-09',
      code,
      says,
      evidence: witness.of(amendment.seq),
    });
    return Object.assign(new AmendmentImpact(), {
      amendment: viewArrangement(subject, asOf).amendments.find((view) => view.amendment === query.amendment)!,
      comparedOn: day,
      clauses: changes.map((change) => ({
        clause: change.clause,
        movedTo: change.movedTo,
        code: codeOf(change),
        verdict: change.verdict,
        differences: change.differences,
        was: change.was?.version.value,
        now: change.now,
        parties: partiesOf(state, change, day),
        evidence: witness.of(...(change.was ? [change.was.version.seq] : []), amendment.seq),
      })),
      quotas: (quotas.get(subject.id) ?? []).flatMap((quota) => {
        const effects = quotaEffects(amendment, quota.state, day);
        return effects.length > 0 ? [{ quota: viewQuota(quota, asOf), effects }] : [];
      }),
      warnings: [
        ...(worse.length > 0
          ? [warn('REGRESSION_WARNING', `It makes what the text says of ${matters(worse)} worse for workers.`)]
          : []),
        ...(unread.length > 0
          ? [
              warn(
                'UNCODED_TEXT_CHANGE',
                `It changes words on ${matters(unread)} and no coding: somebody has to read what that means.`,
              ),
            ]
          : []),
      ],
      asOf,
      subject,
      before,
      after,
    });
  }
}

const codeOf = ({ was, now }: ClauseChanged) => (now ?? was!.version.value).code;

const matters = (changes: readonly ClauseChanged[]) => [...new Set(changes.map(codeOf))].join(', ');

/** Whom a change of a clause concerns: those who owe it, or have in their reach who owes it, before or after. */
const partiesOf = (state: Arrangement, { was, now }: ClauseChanged, day: string): string[] => [
  ...new Set(
    [...(was?.version.value.bearers ?? []), ...(now?.bearers ?? [])].flatMap((bearer) =>
      jurisdictionsOf(state, bearer, day),
    ),
  ),
];
