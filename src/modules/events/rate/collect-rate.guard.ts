import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { requestOf } from '../../platform/access.js';
import { AppError } from '../../platform/app-error.js';
import { Clock } from '../../platform/clock.js';
import { Config } from '../../platform/config.js';
import { eventErrors } from '../events.errors.js';
import { Buckets } from './token-bucket.js';

/**
 * Holds a tenant's senders to `COLLECT_RATE` requests a second in this process, so that one who runs wild is not everyone's
 * trouble. Stands behind the guard that knows whose the key is. Nothing of a request it turns away is kept: the sender does
 * that, and is told for how long in the headers that Segment's clients read.
 */
@Injectable()
export class CollectRateGuard implements CanActivate {
  private readonly buckets: Buckets | null;

  constructor(
    config: Config,
    private readonly clock: Clock,
  ) {
    this.buckets = config.collectRate === undefined ? null : new Buckets(config.collectRate);
  }

  canActivate(context: ExecutionContext): boolean {
    const { caller } = requestOf(context);
    if (!this.buckets || !caller) return true;
    const waitSeconds = this.buckets.take(caller.tenantId, this.clock.now());
    if (waitSeconds === 0) return true;
    const wait = String(waitSeconds);
    void context.switchToHttp().getResponse<FastifyReply>().headers({ 'retry-after': wait, 'x-ratelimit-reset': wait }); // prettier-ignore
    throw new AppError(
      eventErrors.tooFast.code,
      eventErrors.tooFast.kind,
      'More requests came within a second than this installation takes of one tenant; send the same again after the seconds of Retry-After, several events in a batch.',
    );
  }
}
