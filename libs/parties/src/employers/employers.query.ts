import { type AsOf, ChoiceField, IdField, type PageArgs, TextField } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { Standing } from './employer.js';

@InputType({ description: 'All conditions hold together.' })
export class EmployerFilter {
  @IdField('party', { optional: true, description: 'The state where the work is done' }) country?: string;
  @TextField({ optional: true, length: 200, description: 'A sector, in lower case' }) sector?: string;
  @ChoiceField(() => Standing, { optional: true, description: 'On the day asked about, when nothing narrows it' })
  standing?: Standing;
  @IdField('party', { optional: true, description: 'The party that it is' }) party?: string;
  @TextField({ optional: true, length: 200, description: 'Words of the id or name' }) text?: string;
}

/** One employer as of two dates. */
export class GetEmployer {
  constructor(
    readonly id: string,
    readonly asOf?: AsOf | null,
    readonly atLeast?: number | null,
  ) {}
}

/** Employers in the order of their names. */
export class ListEmployers {
  constructor(
    readonly filter: EmployerFilter,
    readonly page: PageArgs,
  ) {}
}
