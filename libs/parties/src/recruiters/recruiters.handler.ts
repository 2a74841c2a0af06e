import { type AsOfUsed, BadQuestion, checkShape, type Condition, ReadModel, viewsMany, viewsOne } from '#kernel';
import { QueryHandler } from '@nestjs/cqrs';
import { sql } from 'kysely';
import type { Recruiter } from './recruiter.js';
import { viewRecruiter } from './recruiter.view.js';
import { recruitersProjection } from './recruiters.projection.js';
import { GetRecruiter, ListRecruiters, RecruiterFilter } from './recruiters.query.js';

@QueryHandler(GetRecruiter)
export class GetRecruiterHandler extends viewsOne(recruitersProjection, viewRecruiter) {}

@QueryHandler(ListRecruiters)
export class ListRecruitersHandler extends viewsMany(recruitersProjection, {
  index: 'facet',
  orderBy: 'name',
  conditions: ({ filter }: ListRecruiters, asOf, recruiters) => conditionsOf(recruiters, filter, asOf),
  view: viewRecruiter,
}) {}

/** A filter as conditions on facet rows `f`: those of the day asked about. */
function conditionsOf(
  recruiters: ReadModel<Recruiter>,
  asked: RecruiterFilter,
  { effectiveOn: day, knownSize }: AsOfUsed,
): Condition[] {
  const checked = checkShape(RecruiterFilter, asked, 'filter');
  if ('problems' in checked) throw new BadQuestion(checked.problems.map((problem) => problem.message).join(' '));
  const { country, licensedIn = [], certifiedUnder, text } = checked.value;
  const onDay = (table: string, condition: Condition) =>
    sql`exists (select from ${recruiters.table(table)} x where x.id = f.id and ${recruiters.known(knownSize, 'x')}
      and ${condition} and x.eff_from <= ${day}::date and ${day}::date < x.eff_to)`;
  return [
    ...(country ? [sql`f.country = ${country}`] : []),
    ...(text ? [sql`f.words @@ websearch_to_tsquery('simple', ${text})`] : []),
    ...licensedIn.map((jurisdiction) => onDay('licence', sql`x.jurisdiction = ${jurisdiction}`)),
    ...(certifiedUnder ? [onDay('certificate', sql`x.scheme = ${certifiedUnder}`)] : []),
  ];
}
