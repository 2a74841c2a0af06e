import { type Arrangement, clausesOn, isEnd, legalStatusOn, viewClauses, WalkArrangements } from '#arrangements';
import {
  AsOfResolver,
  BadQuestion,
  type Database,
  type EventLog,
  InjectDatabase,
  InjectLog,
  ReadModel,
  type Subject,
} from '#kernel';
import { type IQueryHandler, QueryBus, QueryHandler } from '@nestjs/cqrs';
import { catalogueProjection } from '../catalogue/catalogue.projection.js';
import { viewProfile } from '../profiles/profile.view.js';
import { profileOn } from '../profiles/profile.js';
import { profilesProjection } from '../profiles/profiles.projection.js';
import { type Counts, coverageOf, noCounts, yardstick } from './coverage.js';
import { CompareElsewhere, GetCoverage } from './coverage.query.js';
import type { ClauseCoverage, CoverageCounts, ElsewhereComparison, Found } from './coverage.view.js';
import { allEntries, directionsOn } from './directions.js';
import { weakerThanElsewhere } from './elsewhere.js';

@QueryHandler(GetCoverage)
export class GetCoverageHandler implements IQueryHandler<GetCoverage, ClauseCoverage> {
  private readonly profiles;
  private readonly entries;

  constructor(
    @InjectDatabase() db: Database,
    @InjectLog() log: EventLog,
    private readonly asOf: AsOfResolver,
    private readonly queries: QueryBus,
  ) {
    this.profiles = new ReadModel(profilesProjection, db, log);
    this.entries = new ReadModel(catalogueProjection, db, log);
  }

  async execute(query: GetCoverage): Promise<ClauseCoverage> {
    const asOf = await this.asOf.resolve(query.asOf, query.atLeast);
    const { knownSize: size, effectiveOn: day } = asOf;
    const profile = await this.profiles.one(query.profile, size);
    if (!profile)
      throw new BadQuestion(
        `profile: ${JSON.stringify(query.profile.slice(0, 80))} is not known; profiles lists those that are.`,
      );
    const content = profileOn(profile.state, day).value;
    const stick = yardstick(profile.id, content);
    const directions = directionsOn(await allEntries(this.entries, size), day);

    const found = new Map<string, Found[]>(content.elements.map(({ element }) => [element, []]));
    const byGroup = new Map<string, { elements: string[]; some: number; every: number }>();
    for (const { element, group } of content.elements)
      if (group !== undefined && stick.counted.has(element))
        byGroup.set(group, { some: 0, every: 0, elements: [...(byGroup.get(group)?.elements ?? []), element] });
    let arrangements = 0;
    const pages: AsyncIterable<Subject<Arrangement>[]> = await this.queries.execute(
      new WalkArrangements(query.filter, asOf, query.arrangement ?? undefined),
    );
    for await (const page of pages)
      for (const { id, state } of page) {
        arrangements += 1;
        const findings = coverageOf(stick, clausesOn(state, day), directions);
        for (const finding of findings) found.get(finding.element)!.push({ arrangement: id, ...finding });
        const met = new Set(findings.filter(({ outcome }) => outcome === 'MET').map(({ element }) => element));
        for (const group of byGroup.values()) {
          group.some += Number(group.elements.some((element) => met.has(element)));
          group.every += Number(group.elements.every((element) => met.has(element)));
        }
      }
    const elements = content.elements.map((element) => {
      const cases = found.get(element.element)!;
      return {
        element,
        counted: stick.counted.has(element.element),
        counts: viewCounts(countsOf(cases)),
        found: cases,
        asOf,
      };
    });
    const counting = elements.filter(({ counted }) => counted).flatMap(({ found: cases }) => cases);
    return {
      profile: viewProfile(profile, asOf),
      arrangements,
      counts: viewCounts(countsOf(counting)),
      elements,
      groups: [...byGroup].map(([group, { elements: parts, some, every }]) => ({
        group,
        elements: parts.length,
        some,
        every,
      })),
      asOf,
    };
  }
}

function countsOf(cases: readonly Found[]): Counts {
  const counts = noCounts();
  for (const { outcome } of cases) counts[outcome] += 1;
  return counts;
}

const viewCounts = ({ MET, WEAKER, MISSING, INCONCLUSIVE, NOT_APPLICABLE }: Counts): CoverageCounts => ({
  met: MET,
  weaker: WEAKER,
  missing: MISSING,
  inconclusive: INCONCLUSIVE,
  notApplicable: NOT_APPLICABLE,
});

@QueryHandler(CompareElsewhere)
export class CompareElsewhereHandler implements IQueryHandler<CompareElsewhere, ElsewhereComparison[]> {
  private readonly entries;

  constructor(
    @InjectDatabase() db: Database,
    @InjectLog() log: EventLog,
    private readonly asOf: AsOfResolver,
    private readonly queries: QueryBus,
  ) {
    this.entries = new ReadModel(catalogueProjection, db, log);
  }

  async execute({ party, partner, first, asOf: asked }: CompareElsewhere): Promise<ElsewhereComparison[]> {
    if (party === partner) throw new BadQuestion('party and partner are the same: name the two sides.');
    const asOf = await this.asOf.resolve(asked);
    const { knownSize: size, effectiveOn: day } = asOf;
    const directions = directionsOn(await allEntries(this.entries, size), day);
    const subjects = new Map<string, Subject<Arrangement>>();
    const pages: AsyncIterable<Subject<Arrangement>[]> = await this.queries.execute(
      new WalkArrangements({ parties: [partner] }, asOf),
    );
    for await (const page of pages)
      for (const subject of page)
        if (!isEnd(legalStatusOn(subject.state, day).status)) subjects.set(subject.id, subject);
    const isOurs = ({ state }: Subject<Arrangement>) => state.parties.some((entry) => entry.party === party);
    // What it gave as a destination is held against what it gave as a destination.
    const rolesOf = ({ state }: Subject<Arrangement>) =>
      state.parties.flatMap((entry) =>
        entry.party !== partner ? [] : entry.role === 'BOTH' ? (['ORIGIN', 'DESTINATION'] as const) : [entry.role],
      );
    const readings = [...subjects.values()].map((subject) => ({
      isOurs: isOurs(subject),
      roles: rolesOf(subject),
      arrangement: subject.id,
      clauses: clausesOn(subject.state, day),
    }));
    const views = new Map([...subjects].map(([id, subject]) => [id, viewClauses(subject, asOf)]));
    const viewOf = (arrangement: string, clause: string) =>
      views.get(arrangement)!.find((view) => view.clause === clause)!;
    const others = readings.filter((reading) => !reading.isOurs);
    return readings
      .filter((reading) => reading.isOurs)
      .flatMap((ours) =>
        weakerThanElsewhere(
          [ours],
          others.filter(({ roles }) => roles.some((role) => ours.roles.includes(role))),
          directions,
        ).map((found) => ({ ...found, arrangement: ours.arrangement })),
      )
      .slice(0, first)
      .map(({ code, arrangement, ours, theirs, verdict, differences }) => ({
        code,
        arrangement,
        ours: ours && viewOf(arrangement, ours.clause),
        elsewhere: theirs.arrangement,
        theirs: viewOf(theirs.arrangement, theirs.clause),
        verdict,
        differences,
      }));
  }
}
