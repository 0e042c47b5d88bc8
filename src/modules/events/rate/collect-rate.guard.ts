import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { requestOf } from '../../platform/access.js';
import { CollectRate } from './collect-rate.service.js';

/**
 * Holds senders of events to `COLLECT_RATE`. Stands behind the guard that knows whose the key is; whoever is too fast is told for how
 * long to wait in the headers that Segment's clients read.
 */
@Injectable()
export class CollectRateGuard implements CanActivate {
  constructor(private readonly rate: CollectRate) {}

  canActivate(context: ExecutionContext): boolean {
    const { caller } = requestOf(context);
    if (caller)
      this.rate.count(caller.tenantId, (waitSeconds) => {
        const wait = String(waitSeconds);
        void context.switchToHttp().getResponse<FastifyReply>().headers({ 'retry-after': wait, 'x-ratelimit-reset': wait }); // prettier-ignore
      });
    return true;
  }
}
