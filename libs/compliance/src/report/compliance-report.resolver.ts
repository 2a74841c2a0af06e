import { AsOf, AsOfResolver, BadQuestion, PlainDateScalar } from '#kernel';
import { Args, ID, Query, Resolver } from '@nestjs/graphql';
import { ArrangementRecords } from '../matrix/arrangement-record.handler.js';
import { checkRange, PeriodLength, periodsIn } from '../matrix/periods.js';
import { complianceReport, fileOf, ReportFile, ReportFormat } from './compliance-report.js';
import { QuotaUses } from './quota-use.handler.js';

/** Arrangements of one report. */
const MOST = 50;

@Resolver(() => ReportFile)
export class ComplianceReportResolver {
  constructor(
    private readonly records: ArrangementRecords,
    private readonly quotas: QuotaUses,
    private readonly asOf: AsOfResolver,
  ) {}

  @Query(() => ReportFile, {
    description:
      'The report for a joint committee or a review by the United Nations: what was owed and kept, by clause, target of the 2030 Agenda and objective of the Global Compact; meetings, decisions and open actions of the committee; quotas, allotted, used and left, with the shares of women and youth (AUD-06).',
  })
  async complianceReport(
    @Args('arrangements', { type: () => [ID], description: 'Up to 50' }) arrangements: string[],
    @Args('from', { type: () => PlainDateScalar, description: 'First day' }) from: string,
    @Args('to', { type: () => PlainDateScalar, description: 'First day that is left out' }) to: string,
    @Args('by', { type: () => PeriodLength, nullable: true, description: 'YEAR unless told' }) by?: PeriodLength,
    @Args('format', { type: () => ReportFormat, nullable: true, description: 'JSON unless told' })
    format?: ReportFormat,
    @Args('asOf', { type: () => AsOf, nullable: true }) asked?: AsOf,
  ): Promise<ReportFile> {
    const range = { from, to };
    const wrong = checkRange(range, by ?? 'YEAR');
    if (wrong) throw new BadQuestion(wrong);
    const ids = [...new Set(arrangements)].sort();
    if (ids.length === 0 || ids.length > MOST)
      throw new BadQuestion(`arrangements: ${ids.length} are named; a report is on 1 to ${MOST}.`);
    const asOf = await this.asOf.resolve(asked);
    const records = await this.records.of(ids, asOf);
    const unknown = ids.find((id) => !records.has(id));
    if (unknown !== undefined) throw new BadQuestion(`arrangements: nothing is registered as ${unknown} at this size.`);
    const quotas = await this.quotas.of(ids, asOf);
    const report = complianceReport(
      ids.map((id) => ({ ...records.get(id)!, quotas: quotas.get(id) ?? [] })),
      { range, periods: periodsIn(range, by ?? 'YEAR'), asOf },
    );
    return fileOf(report, format ?? 'JSON');
  }
}
