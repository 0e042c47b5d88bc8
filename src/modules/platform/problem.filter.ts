import { Catch, type ArgumentsHost } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AppError } from './app-error.js';
import { ErrorFilter, httpStatus } from './error.filter.js';

/** A failed answer as RFC 9457 has it; `code`, `details` and `requestId` are what our other routes say too. */
export interface ProblemBody {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly requestId: string;
}

/** `UNKNOWN_PLACEMENT` as `Unknown placement`. */
function titleOf({ code }: AppError): string {
  const words = code.toLowerCase().replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Answers faults as problem JSON, for routes that tools of others read: they know that shape and not ours. */
@Catch()
export class ProblemFilter extends ErrorFilter {
  override catch(fault: unknown, host: ArgumentsHost): void {
    const known = this.understand(fault);
    const http = host.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    const { id: requestId } = http.getRequest<FastifyRequest>();
    const status = httpStatus[known.kind];
    const { code, message: detail, details } = known;
    const body: ProblemBody = { type: 'about:blank', title: titleOf(known), status, detail, code, details, requestId }; // prettier-ignore
    if (status === 503) void reply.header('retry-after', '1');
    void reply
      .status(status)
      .headers({ 'content-type': 'application/problem+json; charset=utf-8', 'cache-control': 'no-store' })
      .send(JSON.stringify(body));
  }
}
