import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { AppError } from '../app-error.js';
import { shown } from '../shown.js';

/** Codes of faults in the query itself, found before any of our code runs. Documented in docs/guides/errors.md. */
export const queryFaults = [
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'BAD_REQUEST',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
] as const;
const queryFaultCodes = new Set<string>(queryFaults);

/** The last gate before an error leaves: our own codes and query faults pass, anything unforeseen says only INTERNAL. */
export function withoutInternals(formatted: GraphQLFormattedError, fault?: unknown): GraphQLFormattedError {
  // The filter sees the operation only: what one of its fields throws comes as it was thrown.
  const own = fault instanceof GraphQLError ? fault.originalError : null;
  if (own instanceof AppError) return { message: own.message, ...(formatted.path ? { path: formatted.path } : {}), extensions: { code: own.code, ...own.details } }; // prettier-ignore
  const { stacktrace: _stacktrace, originalError: _original, ...extensions } = formatted.extensions ?? {};
  const code = extensions['code'];
  if (code === 'INTERNAL_SERVER_ERROR' || code === undefined)
    return isOfTheRequest(fault)
      ? { message: withShortQuotes(formatted.message), extensions: { code: 'BAD_REQUEST' } }
      : {
          message: 'Something failed on our side. It has been logged; trying again is safe.',
          ...(formatted.path ? { path: formatted.path } : {}),
          extensions: { code: 'INTERNAL' },
        };
  if (typeof code === 'string' && queryFaultCodes.has(code))
    return { ...formatted, message: withShortQuotes(inOurWords(formatted.message)), extensions: { code } };
  return { ...formatted, extensions };
}

/** A complaint of the GraphQL engine itself before it called anything of ours: it has no place in an answer and no cause. */
function isOfTheRequest(fault: unknown): boolean {
  return fault instanceof GraphQLError && !fault.originalError && !fault.path;
}

function inOurWords(message: string): string {
  return message === 'Maximum call stack size exceeded'
    ? 'The query is nested too deeply to be read; ask in several requests.'
    : message;
}

/** The engine quotes what it was sent at any length. */
function withShortQuotes(message: string): string {
  return shown(
    message.replaceAll(/"((?:[^"\\]|\\.)*)"/g, (_, quoted: string) => `"${shown(quoted)}"`),
    1_000,
  );
}
