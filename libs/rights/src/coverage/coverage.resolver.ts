import {
  type Arrangement,
  ArrangementFilter,
  arrangementsProjection,
  ArrangementView,
  clausesOn,
  ClauseView,
  consentingParties,
  RatifiedBy,
  viewClauses,
} from '#arrangements';
import {
  AsOf,
  BadQuestion,
  type Database,
  type EventLog,
  InjectDatabase,
  InjectLog,
  load,
  ReadModel,
  SeqScalar,
  Witness,
} from '#kernel';
import { type Party, partiesProjection, ratificationOn } from '#parties';
import { QueryBus } from '@nestjs/cqrs';
import { Args, Context, Field, ID, Int, ObjectType, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { catalogueProjection } from '../catalogue/catalogue.projection.js';
import { CatalogueClauseView, viewEntry } from '../catalogue/catalogue.view.js';
import { type CatalogueEntry, entryOf } from '../catalogue/entry.js';
import { Outcome } from './coverage.js';
import { CompareElsewhere, GetCoverage } from './coverage.query.js';
import {
  ClauseCoverage,
  CoverageCase,
  ElementCoverage,
  ElsewhereComparison,
  IncompleteClause,
  UnreflectedMatter,
} from './coverage.view.js';
import { allEntries } from './directions.js';
import { incompleteOf, unreflected } from './gaps.js';

@ObjectType({ description: 'A convention of the ILO that a party ratified, and that the text does not reflect.' })
export class UnreflectedConvention {
  @Field({ description: 'Its number, e.g. C097' }) convention!: string;
  @Field() title!: string;
  @Field(() => [RatifiedBy], { description: 'Parties of which a ratification is on record for the day' })
  ratifiedBy!: RatifiedBy[];
  @Field(() => [UnreflectedMatter], { description: 'The matters on which the text is silent or was not coded' })
  matters!: UnreflectedMatter[];
}

function atMostHundred(first: number): number {
  if (first < 1 || first > 100) throw new BadQuestion(`first: ${first} is not from 1 to 100.`);
  return first;
}

@Resolver(() => ClauseCoverage)
export class CoverageResolver {
  constructor(private readonly queries: QueryBus) {}

  @Query(() => ClauseCoverage, {
    description:
      'Arrangements held against a reference profile, element by element: one of them, or all that a filter finds.',
  })
  clauseCoverage(
    @Args('profile', { type: () => ID, description: 'The profile' }) profile: string,
    @Args('arrangement', { type: () => ID, nullable: true, description: 'This one only' }) arrangement?: string,
    @Args('filter', { type: () => ArrangementFilter, nullable: true, description: 'Those that meet it on the day' })
    filter?: ArrangementFilter,
    @Args('asOf', { type: () => AsOf, nullable: true }) asOf?: AsOf,
    @Args('atLeast', { type: () => SeqScalar, nullable: true, description: 'Wait until this event is visible' })
    atLeast?: number,
  ): Promise<ClauseCoverage> {
    return this.queries.execute(new GetCoverage(profile, filter ?? {}, arrangement, asOf, atLeast));
  }

  @ResolveField(() => [ElementCoverage], { description: 'In the order of the profile' })
  elements(
    @Parent() { elements }: ClauseCoverage,
    @Args('outcome', { type: () => Outcome, nullable: true, description: 'Where some arrangement has this outcome' })
    outcome?: Outcome | null,
  ): ElementCoverage[] {
    return outcome ? elements.filter(({ found }) => found.some((finding) => finding.outcome === outcome)) : elements;
  }

  @Query(() => [ElsewhereComparison], {
    description:
      'Clauses between a party and a partner that protect less than what the partner gave another country on the same matter.',
  })
  weakerThanElsewhere(
    @Args('party', { type: () => ID, description: 'Whose arrangements with the partner are held against others' })
    party: string,
    @Args('partner', { type: () => ID, description: 'The partner' }) partner: string,
    @Args('first', { type: () => Int, description: 'How many, 1 to 100' }) first: number,
    @Args('asOf', { type: () => AsOf, nullable: true }) asOf?: AsOf,
  ): Promise<ElsewhereComparison[]> {
    return this.queries.execute(new CompareElsewhere(party, partner, atMostHundred(first), asOf));
  }
}

/** The cases behind a count. */
@Resolver(() => ElementCoverage)
export class CoverageCasesResolver {
  private readonly arrangements: ReadModel<Arrangement>;

  constructor(@InjectDatabase() db: Database, @InjectLog() log: EventLog) {
    this.arrangements = new ReadModel(arrangementsProjection, db, log);
  }

  @ResolveField(() => [CoverageCase], { description: 'The arrangements behind the counts, in the order of their ids' })
  cases(
    @Parent() { found, asOf }: ElementCoverage,
    @Args('first', { type: () => Int, description: 'How many, 1 to 100' }) first: number,
    @Args('outcome', { type: () => Outcome, nullable: true, description: 'Of this outcome only' })
    outcome: Outcome | undefined,
    @Context() context: object,
  ): Promise<CoverageCase[]> {
    const wanted = found.filter((finding) => !outcome || finding.outcome === outcome).slice(0, atMostHundred(first));
    const size = asOf.knownSize;
    return Promise.all(
      wanted.map(async ({ arrangement, outcome: made, why, parameters, clauses }) => {
        const subject = await load(context, `arrangements at ${size}`, arrangement, (ids) =>
          this.arrangements.many(ids, size),
        );
        const views = viewClauses(subject!, asOf).filter(({ clause }) => clauses.includes(clause));
        const title = subject!.state.titles[0]!.value[0]!.text;
        return { arrangement, title, outcome: made, why, parameters, clauses: views };
      }),
    );
  }
}

/** What a union misses in a text. */
@Resolver(() => ArrangementView)
export class GapsResolver {
  private readonly entries: ReadModel<CatalogueEntry>;
  private readonly parties: ReadModel<Party>;

  constructor(@InjectDatabase() db: Database, @InjectLog() log: EventLog) {
    this.entries = new ReadModel(catalogueProjection, db, log);
    this.parties = new ReadModel(partiesProjection, db, log);
  }

  @ResolveField(() => [IncompleteClause], {
    description: 'Clauses, coded from the text itself, that do not say what the catalogue asks for beside the duty',
  })
  async incompleteClauses(
    @Parent() { subject, asOf }: ArrangementView,
    @Context() context: object,
  ): Promise<IncompleteClause[]> {
    const { effectiveOn: day, knownSize: size } = asOf;
    const views = viewClauses(subject, asOf);
    return incompleteOf(clausesOn(subject.state, day), await this.catalogue(size, context), day).map(
      ({ clause, lacks }) => ({ clause: views.find((view) => view.clause === clause)!, lacks }),
    );
  }

  @ResolveField(() => [UnreflectedConvention], {
    description:
      'Conventions of the ILO of which a ratification by a party is on record, on matters that the text is silent on or that were not coded (CLA-07)',
  })
  async unreflectedConventions(
    @Parent() { subject, asOf }: ArrangementView,
    @Context() context: object,
  ): Promise<UnreflectedConvention[]> {
    const { effectiveOn: day, knownSize: size } = asOf;
    const entries = await this.catalogue(size, context);
    const parties = await Promise.all(
      consentingParties(subject.state).map((id) =>
        load(context, `parties at ${size}`, id, (ids) => this.parties.many(ids, size)),
      ),
    );
    return unreflected(clausesOn(subject.state, day), entries, day).flatMap((found) => {
      const ratifiedBy = parties.flatMap((party): RatifiedBy[] => {
        const ratification = party && ratificationOn(party.state, found.convention, day);
        return ratification
          ? [{ party: party.id, since: ratification.on, evidence: new Witness(party).of(ratification.seq) }]
          : [];
      });
      return ratifiedBy.length > 0 ? [{ ...found, ratifiedBy }] : [];
    });
  }

  /** The whole catalogue, once per request. */
  private async catalogue(size: number, context: object): Promise<CatalogueEntry[]> {
    const all = await load(context, 'catalogue', `${size}`, async ([at]) => {
      const entries = await allEntries(this.entries, Number(at));
      return new Map([[at!, entries]]);
    });
    return all!;
  }
}

/** Leads from a clause to the law behind its matter. */
@Resolver(() => ClauseView)
export class ClauseMatterResolver {
  private readonly entries: ReadModel<CatalogueEntry>;

  constructor(@InjectDatabase() db: Database, @InjectLog() log: EventLog) {
    this.entries = new ReadModel(catalogueProjection, db, log);
  }

  @ResolveField(() => CatalogueClauseView, {
    nullable: true,
    description: 'What the catalogue holds of its matter: legal basis with marks; null: nothing yet',
  })
  async matter(@Parent() { code, asOf }: ClauseView, @Context() context: object): Promise<CatalogueClauseView | null> {
    const size = asOf.knownSize;
    const entry = await load(context, `catalogue at ${size}`, entryOf(code), (ids) => this.entries.many(ids, size));
    return entry ? viewEntry(entry, asOf) : null;
  }
}
