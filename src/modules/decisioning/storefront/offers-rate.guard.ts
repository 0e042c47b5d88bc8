import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { CollectRate } from '../../events/rate/collect-rate.service.js';
import { requestOf } from '../../platform/access.js';

/** Holds pages and tags to `COLLECT_RATE` together with their events: a key that stands in a page can be run wild with. */
@Injectable()
export class OffersRateGuard implements CanActivate {
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
