import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { TenancyService } from '../../tenancy/tenancy.service.js';
import { furthestMs, hourOf, learnTraffic, trafficSchema, type OpenHour } from './learn-traffic.js';
import { PacingRepository } from './pacing.repository.js';
import { priorTraffic } from './prior.js';
import { TrafficShape } from './traffic-shape.js';

/** Knows how the requests of tenants spread over the week. */
@Injectable()
export class LearnedTraffic {
  constructor(
    private readonly repository: PacingRepository,
    private readonly tenancy: TenancyService,
  ) {}

  /** The tenant's week as it was learned; from its log of decisions where nothing was yet. */
  async of(
    manager: EntityManager,
    tenantId: string,
    now: number,
  ): Promise<{ shape: TrafficShape; open: OpenHour }> {
    const { timeZone } = await this.tenancy.tenant({ tenantId });
    const row = await this.repository.holdTraffic(manager, tenantId);
    if (row) {
      const { hourBegan, requests } = row;
      return {
        shape: new TrafficShape(timeZone, trafficSchema.parse(row.shape)),
        open: { hourBegan, requests },
      };
    }
    const shape = new TrafficShape(timeZone, priorTraffic);
    const [from, until] = [hourOf(now) - furthestMs, hourOf(now)];
    const hours = await this.repository.decisionsByHour(manager, tenantId, new Date(from), new Date(until));
    const seen = hours.map(({ hour, count }) => ({ from: hour, requests: count }));
    const begin = { hourBegan: seen[0]?.from ?? until, requests: 0 };
    return { shape, open: learnTraffic(shape, begin, seen, until) };
  }
}
