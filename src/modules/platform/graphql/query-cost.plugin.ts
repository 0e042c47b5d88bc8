import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError } from 'graphql';
import { variableProblem } from './variable-problem.js';
import { fieldExtensionsEstimator, getComplexity, simpleEstimator } from 'graphql-query-complexity';

/** Most fields one query may ask for, lists counted by their `first`. */
export const dearestQuery = 5_000;

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
          const cost = getComplexity({
            schema,
            query: document,
            ...(operationName === null ? {} : { operationName }),
            variables: request.variables ?? {},
            estimators: [
              fieldExtensionsEstimator(),
              pageEstimator,
              simpleEstimator({ defaultComplexity: 1 }),
            ],
          });
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
