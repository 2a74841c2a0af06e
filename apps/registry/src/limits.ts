import { maxAliasesRule } from '@escape.tech/graphql-armor-max-aliases';
import { GraphQLError, type DocumentNode, type GraphQLSchema, type ValidationRule } from 'graphql';
import { type ComplexityEstimator, getComplexity } from 'graphql-query-complexity';

/** Limits that are on by default, the same for all (experience.md, section 6). */
export const LIMITS = { bodyBytes: 64 * 1024, depth: 12, aliases: 30, cost: 5_000, millis: 10_000 };

export const validationRules: ValidationRule[] = [maxAliasesRule({ n: LIMITS.aliases, exposeLimits: true })];

/** A list costs its page size times what one entry costs; nested lists without a page size count as ten. */
const byPage: ComplexityEstimator = ({ args, childComplexity, field }) => {
  if (childComplexity === 0) return 0;
  const first = typeof args.first === 'number' ? Math.min(Math.max(args.first, 1), 100) : undefined;
  if (first !== undefined) return 1 + Math.ceil((first * childComplexity) / 10);
  return /^\[/.test(String(field.type)) && field.name !== 'edges' && field.name !== 'nodes' ? 1 + childComplexity * 2 : 1 + childComplexity;
};

/** Refuses a document that would cost more than {@link LIMITS}.cost before anything runs. */
export function checkCost(schema: GraphQLSchema, query: DocumentNode, variables?: Record<string, unknown>): void {
  const cost = getComplexity({ schema, query, variables, estimators: [byPage] });
  if (cost > LIMITS.cost)
    throw new GraphQLError(`The question costs ${cost} points; ${LIMITS.cost} are allowed. Ask for fewer entries (first) or fewer fields.`, {
      extensions: { code: 'COST_EXCEEDED' },
    });
}
