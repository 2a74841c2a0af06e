import { randomUUID } from 'node:crypto';
import { InvalidToken } from '#access';
import { BadQuestion, EventDamaged, NotYetProjected } from '#kernel';
import { Logger } from '@nestjs/common';
import { type ExecutionResult, GraphQLError } from 'graphql';

const log = new Logger('GraphQL');

/** HTTP status of each code (experience.md, section 6). */
const STATUS: Record<string, number> = {
  BAD_REQUEST: 400,
  COST_EXCEEDED: 400,
  UNAUTHENTICATED: 401,
  UNAVAILABLE: 503,
  INTEGRITY: 500,
  INTERNAL: 500,
};

/** Turns whatever went wrong into an error that says what to do, and tells nothing of the inside. */
function present(error: GraphQLError): GraphQLError {
  const cause = error.originalError ?? error;
  const code = codeOf(error, cause);
  if (code !== 'INTERNAL') return new GraphQLError(wording(error.message), { ...places(error), extensions: { code } });
  const id = randomUUID();
  log.error(`${id} ${cause.stack ?? cause.message}`);
  return new GraphQLError(`Something went wrong inside the registry. It is logged under ${id}.`, {
    ...places(error),
    extensions: { code, id },
  });
}

const places = (error: GraphQLError) => ({
  nodes: error.nodes,
  source: error.source,
  positions: error.positions,
  path: error.path,
});

function codeOf(error: GraphQLError, cause: Error): string {
  if (cause instanceof BadQuestion) return 'BAD_REQUEST';
  if (cause instanceof InvalidToken) return 'UNAUTHENTICATED';
  if (cause instanceof NotYetProjected) return 'UNAVAILABLE';
  if (cause instanceof EventDamaged) return 'INTEGRITY';
  if (typeof error.extensions.code === 'string' && error.extensions.code in STATUS) return error.extensions.code;
  // What graphql itself finds in a document has no cause of ours and no path.
  if (!error.originalError && error.path === undefined) return 'BAD_REQUEST';
  // Mercurius' own refusals: depth, method, malformed documents.
  if (
    /^MER_ERR_(GQL|INVALID|METHOD)/.test((cause as { code?: string }).code ?? '') ||
    cause.message === 'Operation cannot be performed via a GET request'
  )
    return 'BAD_REQUEST';
  const status = (cause as { statusCode?: number }).statusCode;
  if (status !== undefined && status < 500) return 'BAD_REQUEST';
  if (
    /^(08|53|57|ECONN)/.test((cause as { code?: string }).code ?? '') ||
    /timeout exceeded when trying to connect|Connection terminated/.test(cause.message)
  )
    return 'UNAVAILABLE';
  return 'INTERNAL';
}

/** Suggestions of other names are of use to a person in the explorer, and to nobody else. */
const wording = (message: string) => message.replace(/ Did you mean .*\?$/, '');

/** Mercurius' error formatter. */
export function errorFormatter(execution: ExecutionResult & { data?: unknown }): {
  statusCode: number;
  response: ExecutionResult;
} {
  const errors = (execution.errors ?? []).flatMap((error) => {
    // Mercurius wraps what validation found in one error of its own.
    const inner =
      (error.originalError as { errors?: GraphQLError[] } | undefined)?.errors ??
      (error as unknown as { errors?: GraphQLError[] }).errors;
    return inner?.length ? inner.map((one) => present(asGraphQLError(one))) : [present(asGraphQLError(error))];
  });
  const first = errors[0]?.extensions.code as string;
  // Of a request that is too large, Fastify knows the status. A partial answer is an answer.
  const own = (execution.errors?.[0]?.originalError ?? (execution.errors?.[0] as Error | undefined)) as
    { statusCode?: number } | undefined;
  const statusCode = execution.data ? 200 : own?.statusCode === 413 ? 413 : (STATUS[first] ?? 400);
  return { statusCode, response: { data: execution.data ?? null, errors } };
}

const asGraphQLError = (error: Error): GraphQLError =>
  error instanceof GraphQLError ? error : new GraphQLError(error.message, { originalError: error });
