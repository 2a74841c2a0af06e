import { AsOfResolver, type Database, type EventLog, InjectDatabase, InjectLog, ReadModel } from '#kernel';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { type SampleView, viewSample } from './sample.view.js';
import { samplesProjection } from './samples.projection.js';
import { GetSample } from './samples.query.js';

@QueryHandler(GetSample)
export class GetSampleHandler implements IQueryHandler<GetSample, SampleView | null> {
  private readonly samples;

  constructor(
    @InjectDatabase() db: Database,
    @InjectLog() log: EventLog,
    private readonly asOf: AsOfResolver,
  ) {
    this.samples = new ReadModel(samplesProjection, db, log);
  }

  async execute({ id, atLeast }: GetSample): Promise<SampleView | null> {
    const { knownSize } = await this.asOf.resolve(undefined, atLeast);
    const subject = await this.samples.one(id, knownSize);
    return subject ? viewSample(subject) : null;
  }
}
