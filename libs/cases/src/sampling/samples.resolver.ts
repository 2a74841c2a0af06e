import { SeqScalar } from '#kernel';
import { QueryBus } from '@nestjs/cqrs';
import { Args, ID, Query, Resolver } from '@nestjs/graphql';
import { SampleView } from './sample.view.js';
import { GetSample } from './samples.query.js';

@Resolver(() => SampleView)
export class SamplesResolver {
  constructor(private readonly queries: QueryBus) {}

  @Query(() => SampleView, {
    nullable: true,
    description: 'One random sample, with all that it takes to draw it again.',
  })
  sample(
    @Args('id', { type: () => ID }) id: string,
    @Args('atLeast', {
      type: () => SeqScalar,
      nullable: true,
      description: 'Wait until this event is visible, to read your own write (at most 2 s)',
    })
    atLeast?: number,
  ): Promise<SampleView | null> {
    return this.queries.execute(new GetSample(id, atLeast));
  }
}
