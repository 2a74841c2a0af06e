import { type Arrangement, WalkArrangements } from '#arrangements';
import { AsOfResolver, BadQuestion, type Subject } from '#kernel';
import { type IQueryHandler, QueryBus, QueryHandler } from '@nestjs/cqrs';
import { type ArrangementRecord, ArrangementRecords } from '../matrix/arrangement-record.handler.js';
import { seesSmall } from './audited.js';
import { feesPaid, type FeesPaidAnswer } from './fees-paid.js';
import { GetFeesPaid } from './fees-paid.query.js';

@QueryHandler(GetFeesPaid)
export class GetFeesPaidHandler implements IQueryHandler<GetFeesPaid, FeesPaidAnswer> {
  constructor(
    private readonly records: ArrangementRecords,
    private readonly asOf: AsOfResolver,
    private readonly queries: QueryBus,
  ) {}

  async execute({ audited, actor, asOf: asked }: GetFeesPaid): Promise<FeesPaidAnswer> {
    const { arrangement, origin, destination } = audited;
    if (arrangement == null && origin == null && destination == null)
      throw new BadQuestion('Name an arrangement, an origin or a destination: feesPaid tells what was paid there.');
    const asOf = await this.asOf.resolve(asked);
    const filter = {
      clausePresent: ['FEES' as const],
      origin: origin ?? undefined,
      destination: destination ?? undefined,
    };
    const pages: AsyncIterable<Subject<Arrangement>[]> = await this.queries.execute(
      new WalkArrangements(filter, asOf, arrangement ?? undefined),
    );
    const records: ArrangementRecord[] = [];
    for await (const page of pages) {
      const ids = page.map(({ id }) => id);
      records.push(...(await this.records.of(ids, asOf, actor)).values());
    }
    return { fees: feesPaid(records, asOf.effectiveOn, !seesSmall(actor)), asOf };
  }
}
