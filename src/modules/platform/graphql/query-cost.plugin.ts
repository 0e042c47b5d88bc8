import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError, type DocumentNode, type GraphQLSchema } from 'graphql';
import { variableProblem } from './variable-problem.js';
import { fieldExtensionsEstimator, getComplexity, simpleEstimator } from 'graphql-query-complexity';

type Variables = Readonly<Record<string, unknown>>;

/** Most fields one query may ask for, lists counted by their `first`. */
export const dearestQuery = 5_000;

/** Costs kept for one document: its callers ask for the same few page sizes. */
const mostKept = 32;
const costs = new WeakMap<DocumentNode, Map<string, number>>();

/** Refuses, before it runs, a query whose values are wrong or whose answer could be larger than anyone needs. */
export function queryCost(): ApolloServerPlugin {
  return {
    requestDidStart: () =>
      Promise.resolve({
        didResolveOperation: ({ request, document, schema, operation, operationName }) => {
          const problem = operation && variableProblem(schema, document, operation, request.variables ?? {});
          if (problem)
            throw new GraphQLError(problem, {
              extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } },
            });
          const cost = costOf(schema, document, operationName, request.variables ?? {});
          if (cost > dearestQuery)
            throw new GraphQLError(
              `The query costs ${cost} and at most ${dearestQuery} is allowed; ask for fewer rows (first) or fewer fields.`,
              {
                extensions: { code: 'QUERY_TOO_COSTLY', cost, allowed: dearestQuery, http: { status: 400 } },
              },
            );
          return Promise.resolve();
        },
      }),
  };
}

/** The cost of a document, walked once for all requests that differ only in texts: no estimator reads a text. */
function costOf(
  schema: GraphQLSchema,
  query: DocumentNode,
  operationName: string | null,
  variables: Variables,
): number {
  let known = costs.get(query);
  if (!known || known.size > mostKept) costs.set(query, (known = new Map<string, number>()));
  const key = `${operationName} ${JSON.stringify(variables, textless)}`;
  const cost =
    known.get(key) ??
    getComplexity({
      ...{ schema, query, variables },
      ...(operationName === null ? {} : { operationName }),
      estimators: [fieldExtensionsEstimator(), pageEstimator, simpleEstimator({ defaultComplexity: 1 })],
    });
  known.set(key, cost);
  return cost;
}

function textless(_name: string, value: unknown): unknown {
  return typeof value === 'string' ? '' : value;
}

/** A list costs its rows: `first` times what one row costs. */
function pageEstimator({
  args,
  childComplexity,
}: {
  args: Record<string, unknown>;
  childComplexity: number;
}): number | undefined {
  const first = args['first'];
  return typeof first === 'number' ? 1 + Math.max(first, 1) * Math.max(childComplexity, 1) : undefined;
}
