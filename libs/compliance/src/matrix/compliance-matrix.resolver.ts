import { AsOf, PlainDateScalar, SeqScalar } from '#kernel';
import { QueryBus } from '@nestjs/cqrs';
import { Args, ID, Query, Resolver } from '@nestjs/graphql';
import { GetComplianceMatrix } from './compliance-matrix.query.js';
import { ComplianceMatrix } from './compliance-matrix.view.js';
import { PeriodLength } from './periods.js';

@Resolver(() => ComplianceMatrix)
export class ComplianceMatrixResolver {
  constructor(private readonly queries: QueryBus) {}

  @Query(() => ComplianceMatrix, {
    nullable: true,
    description: 'Whether each clause of an arrangement is kept, by bearer and period, and on what that rests.',
  })
  complianceMatrix(
    @Args('arrangement', { type: () => ID, description: 'Whose clauses' }) arrangement: string,
    @Args('from', { type: () => PlainDateScalar, description: 'First day' }) from: string,
    @Args('to', { type: () => PlainDateScalar, description: 'First day that is left out' }) to: string,
    @Args('by', { type: () => PeriodLength, nullable: true, description: 'YEAR unless told' }) by?: PeriodLength,
    @Args('asOf', { type: () => AsOf, nullable: true }) asOf?: AsOf,
    @Args('atLeast', { type: () => SeqScalar, nullable: true, description: 'Wait until this event is visible' })
    atLeast?: number,
  ): Promise<ComplianceMatrix | null> {
    return this.queries.execute(new GetComplianceMatrix(arrangement, { from, to }, by ?? 'YEAR', asOf, atLeast));
  }
}
