import { type AsOf, IdField, type PageArgs, TextField } from '#kernel';
import { InputType } from '@nestjs/graphql';

@InputType({ description: 'All conditions hold together.' })
export class RecruiterFilter {
  @IdField('party', { optional: true, description: 'The state where it is established' }) country?: string;
  @IdField('party', {
    optional: true,
    list: true,
    max: 10,
    description: 'Licensed in all of these states on the day asked about, e.g. origin and destination',
  })
  licensedIn?: string[];
  @TextField({ optional: true, length: 100, description: 'Surely certified on that day under this scheme, e.g. IRIS' })
  certifiedUnder?: string;
  @TextField({ optional: true, length: 200, description: 'Words of the id or name' }) text?: string;
}

/** One recruiter as of two dates. */
export class GetRecruiter {
  constructor(
    readonly id: string,
    readonly asOf?: AsOf | null,
    readonly atLeast?: number | null,
  ) {}
}

/** Recruiters in the order of their names. */
export class ListRecruiters {
  constructor(
    readonly filter: RecruiterFilter,
    readonly page: PageArgs,
  ) {}
}
