import {
  AsOfResolver,
  type AsOfUsed,
  type Database,
  encodeCursor,
  type EventLog,
  InjectDatabase,
  InjectLog,
  Page,
  pageOf,
  ReadModel,
  type Subject,
} from '#kernel';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { sql } from 'kysely';
import type { CaseFile } from '../case.js';
import { casesProjection, onDay } from '../cases.projection.js';
import type { Assessment } from './assessment.js';
import { type AssessmentView, viewAssessment } from './assessment.view.js';
import { assessmentsProjection } from './assessments.projection.js';
import { GetAssessment, ListAssessments } from './assessments.query.js';

/** Assessments, with the cases against their employers: one query for all of a page. */
class Assessments {
  readonly model: ReadModel<Assessment>;
  private readonly cases: ReadModel<CaseFile>;

  constructor(db: Database, log: EventLog) {
    this.model = new ReadModel(assessmentsProjection, db, log);
    this.cases = new ReadModel(casesProjection, db, log);
  }

  async view(subjects: readonly Subject<Assessment>[], asOf: AsOfUsed): Promise<AssessmentView[]> {
    const employers = [...new Set(subjects.map(({ state }) => state.employer))];
    const cases = await this.cases.groupedBy('respondent', employers, {
      index: 'facet',
      conditions: [onDay(asOf.effectiveOn)],
      orderBy: 'opened',
      size: asOf.knownSize,
    });
    return subjects.map((subject) => viewAssessment(subject, cases.get(subject.state.employer) ?? [], asOf));
  }
}

@QueryHandler(GetAssessment)
export class GetAssessmentHandler implements IQueryHandler<GetAssessment, AssessmentView | null> {
  private readonly assessments;

  constructor(
    @InjectDatabase() db: Database,
    @InjectLog() log: EventLog,
    private readonly asOf: AsOfResolver,
  ) {
    this.assessments = new Assessments(db, log);
  }

  async execute(query: GetAssessment): Promise<AssessmentView | null> {
    const asOf = await this.asOf.resolve(query.asOf, query.atLeast);
    const subject = await this.assessments.model.one(query.id, asOf.knownSize);
    return subject ? (await this.assessments.view([subject], asOf))[0]! : null;
  }
}

@QueryHandler(ListAssessments)
export class ListAssessmentsHandler implements IQueryHandler<ListAssessments, Page<AssessmentView>> {
  private readonly assessments;

  constructor(
    @InjectDatabase() db: Database,
    @InjectLog() log: EventLog,
    private readonly asOf: AsOfResolver,
  ) {
    this.assessments = new Assessments(db, log);
  }

  async execute({ filter, page }: ListAssessments): Promise<Page<AssessmentView>> {
    const { first, after, asOf: asked } = pageOf(page);
    const asOf = await this.asOf.resolve(asked, page.atLeast);
    const { model } = this.assessments;
    const conditions = [
      sql`f.made <= ${asOf.effectiveOn}`,
      ...(filter.employer ? [sql`f.employer = ${filter.employer}`] : []),
      ...(filter.arrangement ? [sql`f.arrangements @> array[${filter.arrangement}]::text[]`] : []),
    ];
    const found = await model.list({
      index: 'facet',
      conditions,
      orderBy: 'made',
      descending: true,
      first,
      after: after && [after.key, after.id],
      size: asOf.knownSize,
    });
    const views = await this.assessments.view(
      found.map(({ subject }) => subject),
      asOf,
    );
    const nodes = found.map(({ key, subject }, index) => ({
      cursor: encodeCursor({ key, id: subject.id, asOf }),
      node: views[index]!,
    }));
    return Page.of(nodes, first, asOf, () => model.count('facet', conditions, asOf.knownSize));
  }
}
