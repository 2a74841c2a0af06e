import { createUnionType, Field, ID, InterfaceType, Int, ObjectType } from '@nestjs/graphql';
import type { SubmissionResult } from '../commands/submission.js';
import { SeqScalar } from '../shapes/scalars.js';

@ObjectType({ description: 'The command is recorded, durably and for ever.' })
export class Recorded {
  @Field(() => ID, { description: 'The thing that it was recorded for' }) id!: string;
  @Field(() => SeqScalar, {
    description: 'Position of its last event in the log; give it to a query as atLeast to read your own write.',
  })
  seq!: number;
  @Field(() => Int, { description: 'Version of the stream now' }) version!: number;
  @Field({ description: 'This command id was already recorded; this is the first answer again.' }) repeated!: boolean;
}

@InterfaceType({ description: 'An expected failure: nothing was recorded.' })
export abstract class UserError {
  @Field() code!: string;
  @Field({ description: 'For a reader, not for a program' }) message!: string;
}

@ObjectType({ description: 'One fact behind a refusal; values are JSON.' })
export class RefusalFact {
  @Field() name!: string;
  @Field() value!: string;
}

@ObjectType({ implements: () => [UserError], description: 'A rule of the registry forbids it.' })
export class Refused extends UserError {
  @Field({ description: 'Id of the rule in docs/rules.md' }) rule!: string;
  @Field(() => [RefusalFact]) facts!: RefusalFact[];
}

@ObjectType()
export class FieldProblem {
  @Field({ description: 'Path of the field, e.g. input.parties[2].role' }) field!: string;
  @Field({ description: 'The value that was sent, as JSON' }) value!: string;
  @Field() message!: string;
}

@ObjectType({ implements: () => [UserError], description: 'The input does not have its declared shape.' })
export class Malformed extends UserError {
  @Field(() => [FieldProblem]) problems!: FieldProblem[];
}

@ObjectType({
  implements: () => [UserError],
  description: 'Someone else wrote in between (GEN-04): look again, then decide again.',
})
export class VersionConflict extends UserError {
  @Field(() => Int) expected!: number;
  @Field(() => Int, { description: 'Current version' }) actual!: number;
}

@ObjectType({ implements: () => [UserError], description: 'No valid token came with the command.' })
export class Unauthenticated extends UserError {}

@ObjectType({
  implements: () => [UserError],
  description:
    'The store went away during the commit. Send the same command with the same id again to learn what happened.',
})
export class OutcomeUnknown extends UserError {
  @Field(() => ID) commandId!: string;
}

@ObjectType({
  implements: () => [UserError],
  description:
    'Nothing is recorded at present, because the log does not hold all that was acknowledged before. Reading goes on.',
})
export class LogClosed extends UserError {}

export const CommandResult = createUnionType({
  name: 'CommandResult',
  description: 'What a command comes to: recorded, or an expected failure that says why.',
  types: () => [Recorded, Refused, Malformed, VersionConflict, Unauthenticated, OutcomeUnknown, LogClosed] as const,
});

const make = <T extends object>(type: new () => T, fields: T): T => Object.assign(new type(), fields);

/** The answer of the pipeline as the API shows it. */
export function commandResult(result: SubmissionResult): object {
  switch (result.kind) {
    case 'recorded':
      return make(Recorded, {
        id: result.stream,
        seq: result.lastSeq,
        version: result.version,
        repeated: result.repeated,
      });
    case 'refused': {
      const { rule, code, message, facts } = result.refusal;
      const named = Object.entries(facts).map(([name, value]) => ({ name, value: JSON.stringify(value) }));
      return make(Refused, { rule, code, message, facts: named });
    }
    case 'malformed': {
      const first = result.problems[0]!;
      const more = result.problems.length > 1 ? ` (and ${result.problems.length - 1} more)` : '';
      return make(Malformed, {
        code: 'MALFORMED_INPUT',
        message: `${first.message}${more}`,
        problems: result.problems,
      });
    }
    case 'conflict':
      return make(VersionConflict, {
        code: 'VERSION_CONFLICT',
        message: `${result.stream} is at version ${result.actual}, not ${result.expected}: read it again before you decide.`,
        expected: result.expected,
        actual: result.actual,
      });
    case 'unauthenticated':
      return make(Unauthenticated, {
        code: 'UNAUTHENTICATED',
        message: 'Send a valid token: Authorization: Bearer <token>. Reading published data needs none.',
      });
    case 'unknown':
      return make(OutcomeUnknown, {
        code: 'OUTCOME_UNKNOWN',
        message:
          'The store went away during the commit. Send the same command with the same commandId again to learn what happened.',
        commandId: result.commandId,
      });
    case 'closed':
      return make(LogClosed, { code: 'LOG_CLOSED', message: result.cause });
  }
}
