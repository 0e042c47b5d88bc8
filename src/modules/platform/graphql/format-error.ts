import type { GraphQLFormattedError } from 'graphql';

/** Codes of faults in the query itself, found before any of our code runs. */
const queryFaults = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'BAD_REQUEST',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
]);

/** The last gate before an error leaves: our own codes and query faults pass, anything unforeseen says only INTERNAL. */
export function withoutInternals(formatted: GraphQLFormattedError): GraphQLFormattedError {
  const { stacktrace: _stacktrace, originalError: _original, ...extensions } = formatted.extensions ?? {};
  const code = extensions['code'];
  if (code === 'INTERNAL_SERVER_ERROR' || code === undefined)
    return {
      message: 'Something failed on our side. It has been logged; trying again is safe.',
      ...(formatted.path ? { path: formatted.path } : {}),
      extensions: { code: 'INTERNAL' },
    };
  if (typeof code === 'string' && queryFaults.has(code)) return { ...formatted, extensions: { code } };
  return { ...formatted, extensions };
}
