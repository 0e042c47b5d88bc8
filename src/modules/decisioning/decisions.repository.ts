import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Decision } from '../../models/decision/decision.js';
import { DecisionEntity } from '../../models/decision/decision.entity.js';
import type { OutcomeType } from '../../models/decision/decision-outcome.entity.js';
import type { TrackedOffer } from './tracking-token.js';

/** An offer seen or clicked. */
export interface Outcome extends TrackedOffer {
  readonly type: OutcomeType;
  /** Milliseconds since the epoch. */
  readonly occurredAt: number;
  /** Whose it is now, by the event that told of it. */
  readonly profileId: string | null;
}

/** All SQL on `decisions` and `decision_outcomes`. */
@Injectable()
export class DecisionsRepository {
  constructor(readonly dataSource: DataSource) {}

  /** Many at once, as one text, which costs us less than arrays of texts; writing one again changes nothing. */
  async insert(decisions: readonly Decision[]): Promise<void> {
    await this.dataSource.query(
      `insert into decisions
         (tenant_id, id, decided_at, placement, profile_id, model, seed, scored, items, eliminated,
          viewer_keys)
       select "tenantId", id, to_timestamp("decidedAt" / 1000.0), placement, "profileId", model, seed, scored, items,
         eliminated, "viewerKeys"
       from jsonb_to_recordset($1::jsonb) as decision ("tenantId" uuid, id uuid, "decidedAt" bigint, placement text,
         "profileId" uuid, model jsonb, seed bigint, scored int, items jsonb, eliminated jsonb, "viewerKeys" text[])
       on conflict do nothing`,
      [JSON.stringify(decisions)],
    );
  }

  async find(tenantId: string, id: string): Promise<Decision | null> {
    const row = await this.dataSource.manager.findOneBy(DecisionEntity, { tenantId, id });
    if (!row) return null;
    const { placement, profileId, model, scored, items, eliminated } = row;
    const facts = { tenantId, id: row.id, placement, profileId, model, scored, items, eliminated };
    return { ...facts, decidedAt: row.decidedAt.getTime(), seed: Number(row.seed) };
  }

  /** What came of the tenant's decision so far. */
  outcomesOf(
    tenantId: string,
    decisionId: string,
  ): Promise<{ position: number; type: OutcomeType; occurredAt: Date }[]> {
    return this.dataSource.query(
      `select position, type, occurred_at as "occurredAt" from decision_outcomes
       where tenant_id = $1 and decision_id = $2 order by position, type desc`,
      [tenantId, decisionId],
    );
  }

  /** Adds outcomes not known yet; returns those that were new. */
  async insertOutcomes(manager: EntityManager, outcomes: readonly Outcome[]): Promise<Outcome[]> {
    const rows: Pick<Outcome, 'decisionId' | 'position' | 'type'>[] = await manager.query(
      `insert into decision_outcomes
         (tenant_id, decision_id, position, type, occurred_at, decided_at, placement, vehicle_id, campaign_id,
          creative_id, propensity, profile_id)
       select * from unnest($1::uuid[], $2::uuid[], $3::smallint[], $4::text[], $5::timestamptz[],
         $6::timestamptz[], $7::text[], $8::uuid[], $9::uuid[], $10::uuid[], $11::real[], $12::uuid[])
       on conflict do nothing returning decision_id as "decisionId", position, type`,
      [
        outcomes.map(({ tenantId }) => tenantId),
        outcomes.map(({ decisionId }) => decisionId),
        outcomes.map(({ position }) => position),
        outcomes.map(({ type }) => type),
        outcomes.map(({ occurredAt }) => new Date(occurredAt)),
        outcomes.map(({ decidedAt }) => new Date(decidedAt)),
        outcomes.map(({ placement }) => placement),
        outcomes.map(({ vehicleId }) => vehicleId),
        outcomes.map(({ campaignId }) => campaignId),
        outcomes.map(({ creativeId }) => creativeId),
        outcomes.map(({ propensity }) => propensity),
        outcomes.map(({ profileId }) => profileId),
      ],
    );
    const fresh = new Set(rows.map(({ decisionId, position, type }) => `${decisionId} ${position} ${type}`));
    return outcomes.filter(({ decisionId, position, type }) =>
      fresh.has(`${decisionId} ${position} ${type}`),
    );
  }
}
