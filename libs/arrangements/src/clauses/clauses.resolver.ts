import { type Party, partiesProjection, ratificationOn } from '#parties';
import {
  type Database,
  EvidenceView,
  type EventLog,
  InjectDatabase,
  InjectLog,
  load,
  PartialDateScalar,
  ReadModel,
  type Subject,
  Witness,
} from '#kernel';
import { Context, Field, ID, ObjectType, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { ClauseView } from '../arrangement.view.js';
import { CLAUSES } from './clause-code.js';
import { Bearer, ClauseContent, Severity } from './clause-content.js';
import { ClauseStanding, clauseStandingOn } from './clause-standing.js';
import { codingStatus, CodingStatus } from './coding.js';
import { jurisdictionsOf } from './owed-by.js';

@ObjectType({ description: 'Whether what a clause promises is owed on the day asked about, and on what that rests.' })
export class ClauseStandingView {
  @Field(() => ClauseStanding, { description: 'On the day asked about' }) standing!: ClauseStanding;
  @Field(() => [EvidenceView], { description: 'The events that it rests on' }) evidence!: EvidenceView[];
}

@ObjectType({ description: 'Who owes what a clause promises, and in whose jurisdiction (CLA-02).' })
export class OwedBy {
  @Field(() => Bearer, { description: 'The class that owes it' }) bearer!: Bearer;
  @Field(() => [ID], { description: 'The parties themselves, or those in whose reach the class stands' })
  parties!: string[];
}

@ObjectType({ description: 'How many have coded a clause, and whether they agree (CLA-04).' })
export class CodingView {
  @Field(() => CodingStatus, { description: 'Where it stands' }) status!: CodingStatus;
  @Field(() => ClauseContent, { nullable: true, description: 'What the second coder found' }) second?: ClauseContent;
  @Field(() => String, { nullable: true, description: 'Why it was settled as it reads' }) why?: string;
  @Field(() => [EvidenceView], { description: 'The codings, and the settlement' }) evidence!: EvidenceView[];
}

@ObjectType({
  description: 'Whether a party that bears the clause has ratified the convention: looked up, not assumed.',
})
export class RatifiedBy {
  @Field(() => ID, { description: 'The party' }) party!: string;
  @Field(() => PartialDateScalar, {
    nullable: true,
    description:
      'Since when; null: no ratification is on record for the day, which may only mean that nobody recorded it',
  })
  since?: string;
  @Field(() => [EvidenceView], { description: 'The ratification' }) evidence!: EvidenceView[];
}

@ObjectType({ description: 'An article of an ILO convention that a clause refers to (CLA-07).' })
export class ConventionView {
  @Field({ description: 'Its number, e.g. C097' }) convention!: string;
  @Field({ description: 'Article and paragraph' }) article!: string;
  @Field(() => [RatifiedBy], { description: 'For each party that bears the clause' }) ratifiedBy!: RatifiedBy[];
}

/** What a union asks of a clause: is it owed now, by whom, measured how, and who says so. */
@Resolver(() => ClauseView)
export class ClausesResolver {
  private readonly parties: ReadModel<Party>;

  constructor(@InjectDatabase() db: Database, @InjectLog() log: EventLog) {
    this.parties = new ReadModel(partiesProjection, db, log);
  }

  @ResolveField(() => ClauseStandingView, {
    description: 'Whether it is owed on the day asked about: provisionally, suspended, or after the end included',
  })
  standing(@Parent() { clause, subject, asOf: { effectiveOn: day } }: ClauseView): ClauseStandingView {
    const { standing, because } = clauseStandingOn(subject.state, clause, day);
    return { standing, evidence: new Witness(subject).of(...because) };
  }

  @ResolveField(() => [OwedBy], { description: 'Who owes it, and in whose jurisdiction (CLA-02)' })
  owedBy(@Parent() { content, subject, asOf: { effectiveOn: day } }: ClauseView): OwedBy[] {
    return content.bearers.map((bearer) => ({ bearer, parties: jurisdictionsOf(subject.state, bearer, day) }));
  }

  @ResolveField(() => Severity, { description: 'Of a breach: that of the taxonomy, or graver where the text says so' })
  severity(@Parent() { code, content }: ClauseView): Severity {
    return content.severity ?? CLAUSES[code].severity;
  }

  @ResolveField(() => Boolean, { description: 'A firm duty that nothing measures (CLA-06)' })
  unmeasured(@Parent() { content: { answer, modality, indicator } }: ClauseView): boolean {
    return answer === 'PRESENT' && modality === 'SHALL' && !indicator;
  }

  @ResolveField(() => CodingView, { description: 'How many have coded it, and whether they agree (CLA-04)' })
  coding(@Parent() { coding, subject }: ClauseView): CodingView {
    const { seq, second, settled } = coding;
    const because = [seq, ...(second ? [second.seq] : []), ...(settled ? [settled.seq] : [])];
    return {
      status: codingStatus(coding),
      second: second?.content,
      why: settled?.why,
      evidence: new Witness(subject).of(...because),
    };
  }

  @ResolveField(() => [ConventionView], {
    description: 'Conventions of the ILO that it refers to, and who of those that bear it has ratified them',
  })
  async conventions(
    @Parent() { content, subject, asOf }: ClauseView,
    @Context() context: object,
  ): Promise<ConventionView[]> {
    const { knownSize: size, effectiveOn: day } = asOf;
    const bearers = content.bearers.flatMap((bearer) => jurisdictionsOf(subject.state, bearer, day));
    const parties = await Promise.all(
      [...new Set(bearers)].map((id) => load(context, `parties at ${size}`, id, (ids) => this.parties.many(ids, size))),
    );
    const states = parties.filter((party): party is Subject<Party> => party?.state.kind === 'STATE');
    return (content.conventions ?? []).map((reference) => ({
      ...reference,
      ratifiedBy: states.map((party) => {
        const found = ratificationOn(party.state, reference.convention, day);
        return { party: party.id, since: found?.on, evidence: new Witness(party).of(...(found ? [found.seq] : [])) };
      }),
    }));
  }
}
