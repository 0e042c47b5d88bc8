import type { ApolloServerPlugin } from '@apollo/server';
import {
  getNamedType,
  getNullableType,
  GraphQLError,
  isLeafType,
  isListType,
  OperationTypeNode,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql';
import {
  fieldExtensionsEstimator,
  getComplexity,
  type ComplexityEstimatorArgs,
} from 'graphql-query-complexity';
import { variableProblem } from './variable-problem.js';

/** Most a query may cost. An object costs 1, a plain value 0.1, a list its rows; what needs more work says so with `costing`. */
export const dearestQuery = 5_000;

/** What a query or mutation costs whatever it answers: it bounds how many of them one request may hold. */
const rootCosts: Readonly<Record<string, number>> = { Query: 10, Mutation: 50 };
const valueCost = 0.1;
/** What a list of the schema's own description counts as; tools ask for six of them inside each other. */
const introspectedRows = 3;

/** Declares what a field costs by itself, before its rows: `@Query(() => X, { complexity: costing(300) })`. */
export function costing(base: number) {
  return ({ args, childComplexity }: Pick<ComplexityEstimatorArgs, 'args' | 'childComplexity'>): number =>
    base + rowsIn(args) * Math.max(childComplexity, 1);
}

/** Costs kept for one document: its callers ask for the same few page sizes. */
const mostKept = 32;
const costs = new WeakMap<DocumentNode, Map<string, number>>();

interface CostedQuery {
  schema: GraphQLSchema;
  query: DocumentNode;
  variables: Record<string, unknown>;
  operationName: string | undefined;
}

/** Refuses, before it runs, a query whose values are wrong or whose answer would be dearer than anyone needs. */
export function queryCost(): ApolloServerPlugin {
  return {
    requestDidStart: () =>
      Promise.resolve({
        didResolveOperation: ({ request, document, schema, operation, operationName }) => {
          const variables = request.variables ?? {};
          const problem = operation && variableProblem(schema, document, operation, variables);
          if (problem) throw refusal('BAD_USER_INPUT', problem);
          if (operation?.operation === OperationTypeNode.SUBSCRIPTION)
            throw refusal(
              'OPERATION_RESOLUTION_FAILURE',
              'There are queries and mutations here, and no subscriptions.',
            );
          const cost = costOf({
            schema,
            query: document,
            variables,
            operationName: operationName ?? undefined,
          });
          if (cost === Infinity)
            throw refusal(
              'QUERY_TOO_COSTLY',
              'The query has more than 10,000 parts once its fragments are filled in; ask in several requests.',
              { allowed: dearestQuery },
            );
          if (cost > dearestQuery)
            throw refusal(
              'QUERY_TOO_COSTLY',
              `The query costs ${cost} and at most ${dearestQuery} is allowed; ask for fewer rows (first) or fewer fields, or in several requests.`,
              { cost, allowed: dearestQuery },
            );
          return Promise.resolve();
        },
      }),
  };
}

/** The cost of a document, walked once for all requests that differ only in texts: no estimator reads a text. */
function costOf(query: CostedQuery): number {
  let known = costs.get(query.query);
  if (!known || known.size > mostKept) costs.set(query.query, (known = new Map<string, number>()));
  const key = `${query.operationName ?? ''} ${JSON.stringify(query.variables, textless)}`;
  const cost = known.get(key) ?? reckon(query);
  known.set(key, cost);
  return cost;
}

function textless(_name: string, value: unknown): unknown {
  return typeof value === 'string' ? '' : value;
}

/** Infinite for a document of more parts than anyone writes: its fragments may multiply without end. */
function reckon({ operationName, ...query }: CostedQuery): number {
  const estimators = [fieldExtensionsEstimator(), estimate];
  try {
    return Math.ceil(getComplexity({ ...query, estimators, ...(operationName ? { operationName } : {}) }));
  } catch (fault) {
    if (fault instanceof GraphQLError) return Infinity;
    throw fault;
  }
}

function refusal(code: string, message: string, facts: object = {}): GraphQLError {
  return new GraphQLError(message, { extensions: { code, ...facts, http: { status: 400 } } });
}

/** What a field costs that does not say it itself. */
function estimate({ type, field, args, childComplexity }: ComplexityEstimatorArgs): number {
  if (isLeafType(getNamedType(field.type))) return (rootCosts[type.name] ?? 0) + valueCost;
  const isIntrospected = type.name.startsWith('__') && isListType(getNullableType(field.type));
  const rows = isIntrospected ? introspectedRows : rowsIn(args);
  return (rootCosts[type.name] ?? 1) + rows * Math.max(childComplexity, 1);
}

function rowsIn(args: Readonly<Record<string, unknown>>): number {
  const { first } = args;
  return typeof first === 'number' ? Math.max(first, 1) : 1;
}
