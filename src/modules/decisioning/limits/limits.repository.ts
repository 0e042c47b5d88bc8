import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { holdId } from '../../../models/decision/billing.js';
import type { DecisionItem } from '../../../models/decision/decision.js';

/** A logged decision with offers that something was held for. */
export interface HeldDecision {
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly decidedAt: number;
  readonly profileId: string | null;
  readonly viewerKeys: readonly string[] | null;
  readonly items: readonly DecisionItem[];
}

/** An offer that was seen, by a viewer that is known. */
export interface SeenOffer {
  readonly decisionId: string;
  /** As it was logged; null where the decision was not. */
  readonly hold: number | null;
  readonly position: number;
  readonly campaignId: string;
  readonly creativeId: string;
  /** Milliseconds since the epoch. */
  readonly decidedAt: number;
  readonly profileIds: readonly string[];
}

const millis = (column: string) => `(extract(epoch from ${column}) * 1000)::float8`;

/** What the limits are filled from again: SQL on decisions and their outcomes. */
@Injectable()
export class LimitsRepository {
  constructor(readonly dataSource: DataSource) {}

  /** Whether this process may fill the tenant's limits now; false while another does. Until the transaction ends. */
  async claim(manager: EntityManager, tenantId: string): Promise<boolean> {
    const rows: { got: boolean }[] = await manager.query(
      `select pg_try_advisory_xact_lock(hashtextextended('limits ' || $1, 0)) as got`,
      [tenantId],
    );
    return rows[0]?.got === true;
  }

  /** A page of decisions with offers for which something may still be held, those not charged yet: after an instant and a decision of it, the oldest first. */
  heldAfter(manager: EntityManager, tenantId: string, after: { at: Date; id: string }, rows: number): Promise<HeldDecision[]> {
    return manager.query(
      `select id, ${millis('decided_at')} as "decidedAt", profile_id as "profileId", viewer_keys as "viewerKeys",
         (select coalesce(jsonb_agg(item), '[]') from jsonb_array_elements(items) item where not exists (
           select from campaign_charges c
           where c.tenant_id = d.tenant_id and c.decision_id = d.id and c.position = (item->>'position')::int)) as items
       from decisions d where tenant_id = $1 and (decided_at, id) > ($2, $3) and items @> '[{"billing": {}}]'
       order by decided_at, id limit $4`,
      [tenantId, after.at, after.id, rows],
    );
  } // prettier-ignore

  /** Which of what was held for these decisions is paid already, by the names under which it was held. */
  async paid(manager: EntityManager, tenantId: string, decisionIds: readonly string[]): Promise<Set<string>> {
    const rows: { id: string; hold: number }[] = await manager.query(
      `select d.id, (item->'billing'->>'hold')::int as hold from decisions d, jsonb_array_elements(d.items) item
       where d.tenant_id = $1 and d.id = any($2::uuid[]) and item->'billing'->>'hold' is not null and exists (
         select from campaign_charges c
         where c.tenant_id = d.tenant_id and c.decision_id = d.id and c.position = (item->>'position')::int)`,
      [tenantId, decisionIds],
    );
    return new Set(rows.map(({ id, hold }) => holdId(id, hold)));
  }

  /** A page of what was seen of these campaigns by known viewers, decided since an instant, the oldest decision first. */
  seenSince(
    manager: EntityManager,
    tenantId: string,
    campaignIds: readonly string[],
    since: Date,
    after: string | null,
    rows: number,
  ): Promise<SeenOffer[]> {
    return manager.query(
      `select o.decision_id as "decisionId", o.position, o.campaign_id as "campaignId", o.creative_id as "creativeId",
         ${millis('o.decided_at')} as "decidedAt", array_remove(array[o.profile_id, d.profile_id], null) as "profileIds",
         (select (item->'billing'->>'hold')::int from jsonb_array_elements(d.items) item where (item->>'position')::int = o.position) as hold
       from decision_outcomes o left join decisions d on d.tenant_id = o.tenant_id and d.id = o.decision_id
       where o.tenant_id = $1 and o.type = 'OFFER_VIEWED' and o.campaign_id = any($2) and o.decided_at >= $3
         and (o.profile_id is not null or d.profile_id is not null)
         and ($4::text is null or (o.decision_id::text || lpad(o.position::text, 3, '0')) collate "C" > $4)
       order by (o.decision_id::text || lpad(o.position::text, 3, '0')) collate "C" limit $5`,
      [tenantId, campaignIds, since, after, rows],
    );
  }

  /** What was seen by one profile was seen by the other. */
  async moveOutcomes(manager: EntityManager, tenantId: string, from: string, into: string): Promise<void> {
    await manager.query('update decision_outcomes set profile_id = $3 where tenant_id = $1 and profile_id = $2', [tenantId, from, into]); // prettier-ignore
  }

  /** Forgets by which names unknown viewers were counted, of decisions before an instant. */
  async forgetKeys(before: Date): Promise<void> {
    await this.dataSource.query('update decisions set viewer_keys = null where viewer_keys is not null and decided_at < $1', [before]); // prettier-ignore
  }
}
