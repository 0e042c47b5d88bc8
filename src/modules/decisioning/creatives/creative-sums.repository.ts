import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Outcome } from '../decisions.repository.js';
import { offerKey, type CreativeSums } from './creative-sums.js';

/** Sums as they are kept, with the number of the news that changed them last: later news of a tenant have higher ones. */
export interface KeptSums extends CreativeSums {
  readonly news: number;
}

const columns = `tenant_id as "tenantId", campaign_id as "campaignId", creative_id as "creativeId", context,
  shown::float8, clicked::float8, clicks, expected, average, news::float8`;

/** All SQL on `creative_sums`. */
@Injectable()
export class CreativeSumsRepository {
  constructor(readonly dataSource: DataSource) {}

  /**
   * Has nobody else change these tenants' sums, nor read for them what was seen, until the transaction ends: so each offer
   * counts once as shown, and news become visible in the order of their numbers.
   */
  async hold(manager: EntityManager, tenantIds: readonly string[]): Promise<void> {
    await manager.query(
      `select pg_advisory_xact_lock(hashtextextended('creatives ' || id, 0)) from unnest($1::text[]) as id`,
      [[...new Set(tenantIds)].sort()],
    );
  }

  /** Of these offers, those that were seen or clicked before: by `offerKey`. */
  async seenBefore(manager: EntityManager, outcomes: readonly Outcome[]): Promise<Set<string>> {
    const rows: Pick<Outcome, 'decisionId' | 'position'>[] = await manager.query(
      `select o.decision_id as "decisionId", o.position from decision_outcomes o
       join unnest($1::uuid[], $2::uuid[], $3::smallint[]) as asked (tenant_id, decision_id, position)
         using (tenant_id, decision_id, position)
       where o.type in ('OFFER_VIEWED', 'OFFER_CLICKED')`,
      [
        outcomes.map(({ tenantId }) => tenantId),
        outcomes.map(({ decisionId }) => decisionId),
        outcomes.map(({ position }) => position),
      ],
    );
    return new Set(rows.map(offerKey));
  }

  /** Adds to what is kept, under the next number of each tenant. */
  async add(manager: EntityManager, sums: readonly CreativeSums[]): Promise<void> {
    await manager.query(
      `insert into creative_sums as kept
         (tenant_id, campaign_id, creative_id, context, shown, clicked, clicks, expected, average, news)
       select "tenantId", "campaignId", "creativeId", context, shown, clicked, clicks, expected, average,
         (select coalesce(max(news), 0) + 1 from creative_sums where tenant_id = "tenantId")
       from jsonb_to_recordset($1::jsonb) as told ("tenantId" uuid, "campaignId" uuid, "creativeId" uuid, context text,
         shown bigint, clicked bigint, clicks float8, expected float8, average float8)
       on conflict (tenant_id, campaign_id, creative_id, context) do update set
         shown = kept.shown + excluded.shown, clicked = kept.clicked + excluded.clicked,
         clicks = kept.clicks + excluded.clicks, expected = kept.expected + excluded.expected,
         average = kept.average + excluded.average, news = excluded.news`,
      [JSON.stringify(sums)],
    );
  }

  /** A tenant's sums that changed after the news of a number, oldest news first; after 0: all. */
  since(tenantId: string, news: number): Promise<KeptSums[]> {
    return this.dataSource.query(
      `select ${columns} from creative_sums where tenant_id = $1 and news > $2 order by news`,
      [tenantId, news],
    );
  }

  /** Of one campaign. */
  ofCampaign(tenantId: string, campaignId: string): Promise<KeptSums[]> {
    return this.dataSource.query(
      `select ${columns} from creative_sums where tenant_id = $1 and campaign_id = $2`,
      [tenantId, campaignId],
    );
  }
}
