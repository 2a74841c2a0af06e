import { ClauseCode } from '#arrangements';
import { AsOf, PlainDateScalar, type RequestContext, SeqScalar } from '#kernel';
import { QueryBus } from '@nestjs/cqrs';
import { Args, Context, ID, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Assessment } from './assess.js';
import { GetComplianceMatrix } from './compliance-matrix.query.js';
import { ComplianceMatrix, MatrixCellView, MatrixRowView } from './compliance-matrix.view.js';
import { PeriodLength } from './periods.js';

@Resolver(() => ComplianceMatrix)
export class ComplianceMatrixResolver {
  constructor(private readonly queries: QueryBus) {}

  @Query(() => ComplianceMatrix, {
    nullable: true,
    description: 'Whether each clause of an arrangement is kept, by bearer and period, and on what that rests.',
  })
  complianceMatrix(
    @Context() { actor }: RequestContext,
    @Args('arrangement', { type: () => ID, description: 'Whose clauses' }) arrangement: string,
    @Args('from', { type: () => PlainDateScalar, description: 'First day' }) from: string,
    @Args('to', { type: () => PlainDateScalar, description: 'First day that is left out' }) to: string,
    @Args('by', { type: () => PeriodLength, nullable: true, description: 'YEAR unless told' }) by?: PeriodLength,
    @Args('asOf', { type: () => AsOf, nullable: true }) asOf?: AsOf,
    @Args('atLeast', { type: () => SeqScalar, nullable: true, description: 'Wait until this event is visible' })
    atLeast?: number,
  ): Promise<ComplianceMatrix | null> {
    return this.queries.execute(new GetComplianceMatrix(arrangement, { from, to }, by ?? 'YEAR', actor, asOf, atLeast));
  }

  @ResolveField(() => [MatrixRowView], {
    description: 'By clause; what was never owed in these periods has no row',
  })
  rows(
    @Parent() { rows }: ComplianceMatrix,
    @Args('codes', { type: () => [ClauseCode], nullable: true, description: 'Of clauses on these matters only' })
    codes?: ClauseCode[] | null,
  ): MatrixRowView[] {
    return codes ? rows.filter(({ code }) => code !== undefined && codes.includes(code)) : rows;
  }
}

/** The cells of a row: all of them, or those that an auditor looks for. */
@Resolver(() => MatrixRowView)
export class MatrixRowResolver {
  @ResolveField(() => [MatrixCellView], { description: 'One for each period' })
  cells(
    @Parent() { cells }: MatrixRowView,
    @Args('assessments', { type: () => [Assessment], nullable: true, description: 'Those that say one of these only' })
    assessments?: Assessment[] | null,
  ): MatrixCellView[] {
    return assessments ? cells.filter(({ assessment }) => assessments.includes(assessment)) : cells;
  }
}
