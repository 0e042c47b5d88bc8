import { Catch, Injectable, type ArgumentsHost } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { AppError } from '../../platform/app-error.js';
import { Config } from '../../platform/config.js';
import { ErrorFilter } from '../../platform/error.filter.js';
import { Log } from '../../platform/log.js';

/** What Segment itself refuses with 400: bodies that are too large, or not JSON. */
const refusedBySegment = ['BODY_TOO_LARGE', 'UNREADABLE_BODY', 'MALFORMED_JSON', 'EVENT_TOO_LARGE'];

/**
 * With STRICT_SEGMENT, unknown keys and events that cannot be accepted are answered 200, as Segment does, for senders that
 * take any other answer as a reason to stop. Without it, whoever sends what will never work is told so.
 */
@Injectable()
@Catch()
export class StrictSegmentFilter extends ErrorFilter {
  constructor(
    private readonly config: Config,
    log: Log,
  ) {
    super(log);
  }

  override catch(fault: unknown, host: ArgumentsHost): void {
    if (this.config.strictSegment && isPassedOver(fault))
      void host.switchToHttp().getResponse<FastifyReply>().status(200).send({ success: true });
    else super.catch(fault, host);
  }
}

function isPassedOver(fault: unknown): boolean {
  if (!(fault instanceof AppError) || fault.kind === 'unavailable' || fault.kind === 'too-fast') return false;
  return !refusedBySegment.includes(fault.code);
}
