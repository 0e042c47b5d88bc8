import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { GqlContextType } from '@nestjs/graphql';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import { AppError, type ErrorKind } from './app-error.js';
import { Log } from './log.js';

/** The status that each kind of fault is answered with. */
export const httpStatus: Record<ErrorKind, number> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'too-fast': 429,
  unavailable: 503,
};

/** The body of every failed REST answer. */
export interface ErrorBody {
  error: { code: string; message: string; details: Readonly<Record<string, unknown>>; requestId: string };
}

const asAnError = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' };

/**
 * The one place where faults meet protocols. `AppError` is answered with its code and message; anything else is a
 * defect of ours: logged whole, answered as INTERNAL with the request id and nothing more.
 */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  constructor(private readonly log: Log) {}

  catch(fault: unknown, host: ArgumentsHost): void {
    const known = this.understand(fault);
    if (host.getType<GqlContextType>() === 'graphql') throw toGraphQLError(known);
    const http = host.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    const request = http.getRequest<FastifyRequest>();
    const status = httpStatus[known.kind];
    if (status === 503) void reply.header('retry-after', '1');
    // The route may have said already that it answers a page, and for how long that may be kept.
    void reply.status(status).headers(asAnError).send(toErrorBody(known, request.id));
  }

  /** What a fault is to its caller; what we do not understand is logged whole. */
  protected understand(fault: unknown): AppError {
    if (fault instanceof AppError) return fault;
    if (fault instanceof HttpException) return fromHttpException(fault);
    if (isUnreadableBody(fault)) return new AppError('BAD_REQUEST', 'invalid', fault.message);
    if (isOutOfConnections(fault)) {
      this.log.warnRarely({ err: fault }, 'no connection to the database in time');
      return new AppError('BUSY', 'unavailable', 'The database is busier than it can bear; send the same again in a second.'); // prettier-ignore
    }
    this.log.error({ err: fault }, 'unexpected fault');
    return new InternalError();
  }
}

/** What a caller learns of a defect: nothing but that it is ours. Kind `unavailable`: retrying is right. */
class InternalError extends AppError {
  constructor() {
    super(
      'INTERNAL',
      'unavailable',
      'Something failed on our side. It has been logged under the request id; trying again is safe.',
    );
  }
}

/** `AppError` as a GraphQL error: the code and details in `extensions`, no stack. */
export function toGraphQLError(fault: AppError): GraphQLError {
  return new GraphQLError(fault.message, { extensions: { code: fault.code, ...fault.details } });
}

/** The one shape of an error on every HTTP route. */
export function toErrorBody(fault: AppError, requestId: string): ErrorBody {
  return { error: { code: fault.code, message: fault.message, details: fault.details, requestId } };
}

/** Faults found before any of our code runs: no such route, bodies too large. */
function fromHttpException(fault: HttpException): AppError {
  const status = fault.getStatus();
  if (status === 413)
    return new AppError(
      'BODY_TOO_LARGE',
      'invalid',
      'The request body is larger than 500 KB; send smaller batches.',
    );
  if (status === 404)
    return new AppError(
      'NO_SUCH_ROUTE',
      'not-found',
      'There is nothing at this address; check its spelling and the method.',
    );
  return new AppError('BAD_REQUEST', status >= 500 ? 'unavailable' : 'invalid', fault.message);
}

/** Our body parser's own fault, and those Fastify finds in a body which Nest does not translate. */
function isUnreadableBody(fault: unknown): fault is Error {
  return (
    fault instanceof Error &&
    'code' in fault &&
    typeof fault.code === 'string' &&
    fault.code.startsWith('FST_ERR_CTP')
  );
}

/** The pool's own words, which come without a code: nobody gave a connection back in time, or none could be made. */
function isOutOfConnections(fault: unknown): boolean {
  const words = [
    'timeout exceeded when trying to connect',
    'Connection terminated due to connection timeout',
  ];
  return fault instanceof Error && words.includes(fault.message);
}
