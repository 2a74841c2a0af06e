import { type AsOfUsed, BadQuestion, checkShape, type Condition, ReadModel, viewsMany, viewsOne } from '#kernel';
import { QueryHandler } from '@nestjs/cqrs';
import { sql } from 'kysely';
import type { Employer } from './employer.js';
import { viewEmployer } from './employer.view.js';
import { employersProjection } from './employers.projection.js';
import { EmployerFilter, GetEmployer, ListEmployers } from './employers.query.js';

@QueryHandler(GetEmployer)
export class GetEmployerHandler extends viewsOne(employersProjection, viewEmployer) {}

@QueryHandler(ListEmployers)
export class ListEmployersHandler extends viewsMany(employersProjection, {
  index: 'facet',
  orderBy: 'name',
  conditions: ({ filter }: ListEmployers, asOf, employers) => conditionsOf(employers, filter, asOf),
  view: viewEmployer,
}) {}

/** A filter as conditions on facet rows `f`: those of the day asked about. */
function conditionsOf(
  employers: ReadModel<Employer>,
  asked: EmployerFilter,
  { effectiveOn: day, knownSize }: AsOfUsed,
): Condition[] {
  const checked = checkShape(EmployerFilter, asked, 'filter');
  if ('problems' in checked) throw new BadQuestion(checked.problems.map((problem) => problem.message).join(' '));
  const { country, sector, standing, party, text } = checked.value;
  return [
    ...(country ? [sql`f.country = ${country}`] : []),
    ...(sector ? [sql`f.sectors @> ${[sector.toLowerCase()]}::text[]`] : []),
    ...(party ? [sql`f.party = ${party}`] : []),
    ...(text ? [sql`f.words @@ websearch_to_tsquery('simple', ${text})`] : []),
    ...(standing
      ? [
          sql`exists (select from ${employers.table('standing')} x where x.id = f.id and ${employers.known(knownSize, 'x')}
            and x.standing = ${standing} and x.eff_from <= ${day}::date and ${day}::date < x.eff_to)`,
        ]
      : []),
  ];
}
