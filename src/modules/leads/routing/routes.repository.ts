import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { LeadRouteEntity } from '../../../models/lead/lead-route.entity.js';

/** How a dealer was served of late. */
export interface DealerLoad {
  /** Leads it was given in the last 24 hours. */
  readonly taken: number;
  /** Milliseconds since the epoch. */
  readonly servedAt: number;
}

const loadRows = z.array(
  z.object({ dealerId: z.uuid(), taken: z.coerce.number(), servedAt: z.coerce.number() }),
);
const dayMs = 86_400_000;
/** Whoever was given nothing for so long has waited as long as anybody. */
const lookBackMs = 90 * dayMs;

/** Reads and writes `lead_routes`. */
@Injectable()
export class RoutesRepository {
  /** Adds a choice at the end of a lead's. The caller holds the lead or its person. */
  async add(manager: EntityManager, route: Omit<LeadRouteEntity, 'number'>): Promise<void> {
    const { tenantId, leadId } = route;
    const number = (await manager.countBy(LeadRouteEntity, { tenantId, leadId })) + 1;
    await manager.insert(LeadRouteEntity, { ...route, number });
  }

  /** Choices made for a lead, the newest first. */
  of(manager: EntityManager, tenantId: string, leadId: string): Promise<LeadRouteEntity[]> {
    return manager.find(LeadRouteEntity, { where: { tenantId, leadId }, order: { number: 'DESC' } });
  }

  /** How each of a tenant's dealers was served of late, by its id; who was given nothing is absent. */
  async loads(manager: EntityManager, tenantId: string, now: number): Promise<Map<string, DealerLoad>> {
    const rows: unknown = await manager.query(
      `select dealer_id as "dealerId", count(*) filter (where routed_at > $2) as taken,
         extract(epoch from max(routed_at)) * 1000 as "servedAt"
       from lead_routes where tenant_id = $1 and dealer_id is not null and routed_at > $3 group by dealer_id`,
      [tenantId, new Date(now - dayMs), new Date(now - lookBackMs)],
    );
    return new Map(loadRows.parse(rows).map(({ dealerId, ...load }) => [dealerId, load]));
  }
}
