import { AsOfResolver, BadQuestion } from '#kernel';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { ArrangementRecords } from './arrangement-record.handler.js';
import { GetComplianceMatrix } from './compliance-matrix.query.js';
import { type ComplianceMatrix, viewMatrix } from './compliance-matrix.view.js';
import { checkRange, periodsIn } from './periods.js';

@QueryHandler(GetComplianceMatrix)
export class GetComplianceMatrixHandler implements IQueryHandler<GetComplianceMatrix, ComplianceMatrix | null> {
  constructor(
    private readonly records: ArrangementRecords,
    private readonly asOf: AsOfResolver,
  ) {}

  async execute({
    arrangement,
    range,
    by,
    actor,
    asOf: asked,
    atLeast,
  }: GetComplianceMatrix): Promise<ComplianceMatrix | null> {
    const wrong = checkRange(range, by);
    if (wrong) throw new BadQuestion(wrong);
    const asOf = await this.asOf.resolve(asked, atLeast);
    const record = (await this.records.of([arrangement], asOf, actor)).get(arrangement);
    return record ? viewMatrix(record, periodsIn(range, by), asOf) : null;
  }
}
