import { maxAliasesRule } from '@escape.tech/graphql-armor-max-aliases';
import { maxDepthRule } from '@escape.tech/graphql-armor-max-depth';
import {
  type DocumentNode,
  getNamedType,
  getNullableType,
  GraphQLError,
  type GraphQLSchema,
  isLeafType,
  isListType,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';
import { type ComplexityEstimator, getComplexity } from 'graphql-query-complexity';

/** Limits that are on by default, the same for all (experience.md, section 6). */
export const LIMITS = { bodyBytes: 64 * 1024, depth: 12, aliases: 30, cost: 5_000, millis: 10_000 };

/** Beside what else is wrong with the document, and without calling it a syntax error. */
const reporting = {
  propagateOnRejection: false,
  onReject: [
    (context: ValidationContext | null, error: GraphQLError) =>
      context?.reportError(
        new GraphQLError(error.message.replace('Syntax Error: ', ''), { extensions: { code: 'BAD_REQUEST' } }),
      ),
  ],
};

/** Introspection is deeper by nature, and public: the explorer needs it. graphql itself bounds how it nests lists. */
export const validationRules: ValidationRule[] = [
  maxAliasesRule({ n: LIMITS.aliases, ...reporting }),
  maxDepthRule({ n: LIMITS.depth, ignoreIntrospection: true, ...reporting }),
];

/** How many entries a list without a page size is taken to have. */
const USUAL_LENGTH = 3;

/** Every object costs a point, with what is asked of it; a list costs so much for each entry that it may have. */
const perObject: ComplexityEstimator = ({ args, childComplexity, field }) => {
  if (isLeafType(getNamedType(field.type))) return 0;
  if (typeof args.first === 'number') return 1 + Math.min(Math.max(args.first, 1), 100) * childComplexity;
  const isPart = field.name === 'edges' || field.name === 'nodes';
  return isListType(getNullableType(field.type)) && !isPart
    ? USUAL_LENGTH * (1 + childComplexity)
    : 1 + childComplexity;
};

/** Refuses a document that would cost more than {@link LIMITS}.cost before anything runs. */
export function checkCost(schema: GraphQLSchema, query: DocumentNode, variables?: Record<string, unknown>): void {
  const cost = getComplexity({ schema, query, variables, estimators: [perObject] });
  if (cost > LIMITS.cost)
    throw new GraphQLError(
      `The question costs ${cost} points; ${LIMITS.cost} are allowed. Ask for fewer entries (first) or fewer fields.`,
      {
        extensions: { code: 'COST_EXCEEDED' },
      },
    );
}
