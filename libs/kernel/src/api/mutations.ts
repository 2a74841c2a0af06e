import { CommandBus } from '@nestjs/cqrs';
import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import type { Type } from '@nestjs/common';
import type { Actor } from '../commands/actor.js';
import type { AnyDecider } from '../commands/decider.js';
import { Provenance } from '../commands/provenance.js';
import { Submission, type SubmissionResult } from '../commands/submission.js';
import { CommandResult, commandResult } from './command-result.js';

/** What the HTTP edge puts into the context of each request. */
export interface RequestContext {
  actor?: Actor;
}

/** One mutation per command of a decider's table: parse, submit, return. The table is the only wiring. */
export function mutationsOf(decider: AnyDecider): Type {
  @Resolver()
  class Mutations {
    constructor(readonly commands: CommandBus) {}
  }
  Object.defineProperty(Mutations, 'name', { value: `${decider.name}Mutations` });
  Reflect.defineMetadata('design:paramtypes', [CommandBus], Mutations);

  for (const [name, command] of Object.entries(decider.commands)) {
    const method = async function (this: Mutations, input: object, provenance: object, context: RequestContext) {
      const submission = new Submission(decider, name, input, provenance, context.actor);
      return commandResult(await this.commands.execute<Submission, SubmissionResult>(submission));
    };
    const descriptor: PropertyDescriptor = { value: method, writable: true, configurable: true };
    const proto = Mutations.prototype as object;
    Object.defineProperty(proto, name, descriptor);
    Reflect.defineMetadata('design:paramtypes', [command.Data, Provenance, Object], proto, name);
    Mutation(() => CommandResult, { name, description: command.describes })(proto, name, descriptor);
    Args('input', { type: () => command.Data })(proto, name, 0);
    Args('provenance', { type: () => Provenance })(proto, name, 1);
    Context()(proto, name, 2);
  }
  return Mutations;
}
