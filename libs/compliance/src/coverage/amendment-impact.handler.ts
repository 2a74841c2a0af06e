import { arrangementsProjection, clauseChanges, clausesAround, viewArrangement } from '#arrangements';
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
import { allEntries, catalogueProjection, directionsIn } from '#rights';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { DutyReader } from '../status/duty-reader.handler.js';
import { quotaEffects, quotaNumbers } from './amendment-impact.js';
import { dutyChange } from './duty-change.js';
import { GetAmendmentImpact } from './amendment-impact.query.js';
import { AmendmentImpact, isWorse, matters, viewChange, worsens } from './amendment-impact.view.js';

@QueryHandler(GetAmendmentImpact)
export class GetAmendmentImpactHandler implements IQueryHandler<GetAmendmentImpact, AmendmentImpact | null> {
  private readonly arrangements;
  private readonly quotas;
  private readonly entries;

  constructor(
    @InjectDatabase() db: Database,
    @InjectLog() log: EventLog,
    private readonly asOf: AsOfResolver,
    private readonly duties: DutyReader,
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
    const changes = clauseChanges(state, amendment, directionsIn(await allEntries(this.entries, size)));
    const quotas = await this.quotas.groupedBy('arrangement', [subject.id], {
      index: 'facet',
      conditions: [],
      orderBy: 'starts',
      size,
    });
    const duties = await this.duties.ofArrangements([subject.id], size);
    const witness = new Witness(subject);
    const worse = changes.filter(isWorse);
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
      clauses: changes.map((change) => viewChange(subject, amendment, change)),
      quotas: (quotas.get(subject.id) ?? []).flatMap((quota) => {
        const effects = quotaEffects(amendment, quota.state, day);
        if (effects.length === 0) return [];
        const acts = new Witness(quota);
        const numbers = quotaNumbers(amendment, quota.state, day).map(({ seqs, ...number }) => ({
          ...number,
          evidence: acts.of(...seqs),
        }));
        return [{ quota: viewQuota(quota, asOf), effects, numbers }];
      }),
      duties: duties.flatMap((duty) => {
        const { effects, seqs, ...change } = dutyChange(duty.joined, state, amendment);
        if (effects.length === 0) return [];
        const { id, clause } = duty.obligation;
        const cited = [...seqs, amendment.seq].flatMap((seq) => duty.evidence.get(seq) ?? []);
        return [{ obligationId: id, clause, effects, ...change, evidence: cited }];
      }),
      warnings: [
        ...(worse.length > 0 ? [warn('REGRESSION_WARNING', worsens(worse))] : []),
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
