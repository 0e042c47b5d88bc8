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

  /**
   * How dealers of a tenant were served of late, by their ids; who was given nothing is absent. Of each dealer the index tells the
   * newest choice and those of a day, so it costs no more with years of leads behind them.
   */
  async loads(manager: EntityManager, tenantId: string, dealerIds: readonly string[], now: number): Promise<Map<string, DealerLoad>> {
    const rows: unknown = await manager.query(
      `select d.id as "dealerId", extract(epoch from newest.routed_at) * 1000 as "servedAt",
         (select count(*) from lead_routes r where r.tenant_id = $1 and r.dealer_id = d.id and r.routed_at > $3) as taken
       from unnest($2::uuid[]) d (id) cross join lateral (
         select r.routed_at from lead_routes r where r.tenant_id = $1 and r.dealer_id = d.id and r.routed_at > $4
         order by r.routed_at desc limit 1) newest`,
      [tenantId, dealerIds, new Date(now - dayMs), new Date(now - lookBackMs)],
    );
    return new Map(loadRows.parse(rows).map(({ dealerId, ...load }) => [dealerId, load]));
  } // prettier-ignore
}
