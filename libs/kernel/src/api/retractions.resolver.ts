import { CommandBus } from '@nestjs/cqrs';
import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import { RETRACT, retractEvent, RetractEvent } from '../commands/correction.js';
import { Provenance } from '../commands/provenance.js';
import { Submission, type SubmissionResult } from '../commands/submission.js';
import { Deciders } from '../events/index.js';
import { BadQuestion } from './bad-question.js';
import { CommandResult, commandResult } from './command-result.js';
import type { RequestContext } from './mutations.js';

/** The one mutation that every kind of registered thing has. */
@Resolver()
export class RetractionsResolver {
  constructor(
    private readonly commands: CommandBus,
    private readonly deciders: Deciders,
  ) {}

  @Mutation(() => CommandResult, { name: RETRACT, description: retractEvent.describes })
  async retractEvent(
    @Args('input', { type: () => RetractEvent }) input: RetractEvent,
    @Args('provenance', { type: () => Provenance }) provenance: Provenance,
    @Context() { actor }: RequestContext,
  ): Promise<object> {
    const decider = this.deciders.of(input.subject);
    if (!decider)
      throw new BadQuestion(
        `input.subject: ${JSON.stringify(input.subject.slice(0, 120))} is no id of this registry; an id reads like arrangement-de-ph-2013-health.`,
      );
    const submission = new Submission(decider, RETRACT, input, provenance, actor);
    return commandResult(await this.commands.execute<Submission, SubmissionResult>(submission));
  }
}
