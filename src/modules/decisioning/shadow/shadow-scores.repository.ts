import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { ShadowScoreEntity } from '../../../models/decision/shadow-score.entity.js';

/** Offers that are kept of a tenant and version; older ones go. Far more than evidence needs. */
const mostKept = 100_000;
/** Each so many offers written, the oldest are looked for. */
const prunedEach = 5_000;

const seenSchema = z.array(
  z.object({
    clicked: z.boolean(),
    position: z.number(),
    championClick: z.number(),
    shadowClick: z.number(),
    propensity: z.number(),
    championChance: z.number().nullable(),
    shadowChance: z.number().nullable(),
    championForetold: z.number().nullable(),
    shadowForetold: z.number().nullable(),
  }),
);
/** An offer that somebody saw, as both versions scored it. */
export type ShadowedOffer = z.infer<typeof seenSchema>[number];

/** SQL of `shadow_scores`, and of what came of those offers. */
@Injectable()
export class ShadowScoresRepository {
  private readonly written = new Map<string, number>();

  constructor(private readonly dataSource: DataSource) {}

  /** Keeps scores, once each, and lets the oldest go. */
  async insert(rows: readonly ShadowScoreEntity[]): Promise<void> {
    await this.dataSource.manager.createQueryBuilder().insert().into(ShadowScoreEntity).values([...rows]).orIgnore().execute(); // prettier-ignore
    const counts = new Map<string, number>();
    for (const { tenantId } of rows) counts.set(tenantId, (counts.get(tenantId) ?? 0) + 1);
    for (const [tenantId, count] of counts) await this.prune(tenantId, count);
  }

  /** Offers of a version that somebody saw or clicked, decided before an instant; the newest first, at most so many. */
  async seen(tenantId: string, version: string, champion: string, before: Date, limit: number): Promise<ShadowedOffer[]> {
    const rows: unknown = await this.dataSource.query(
      `select bool_or(o.type = 'OFFER_CLICKED') as clicked, s.position, s.champion_click as "championClick", s.shadow_click as "shadowClick",
         s.propensity, s.champion_chance as "championChance", s.shadow_chance as "shadowChance",
         s.champion_foretold as "championForetold", s.shadow_foretold as "shadowForetold"
       from (select * from shadow_scores where tenant_id = $1 and version = $2 and champion = $3 and decided_at < $4
             order by decided_at desc limit $5) s
       join decision_outcomes o on o.tenant_id = $1 and o.decision_id = s.decision_id and o.position = s.position
         and o.type in ('OFFER_VIEWED', 'OFFER_CLICKED')
       group by s.decision_id, s.position, s.champion_click, s.shadow_click, s.propensity, s.champion_chance, s.shadow_chance,
         s.champion_foretold, s.shadow_foretold`,
      [tenantId, version, champion, before, limit],
    );
    return seenSchema.parse(rows);
  } // prettier-ignore

  private async prune(tenantId: string, count: number): Promise<void> {
    const written = (this.written.get(tenantId) ?? 0) + count;
    this.written.set(tenantId, written % prunedEach);
    if (written < prunedEach) return;
    await this.dataSource.query(
      `delete from shadow_scores s using (select distinct version from shadow_scores where tenant_id = $1) v
       where s.tenant_id = $1 and s.version = v.version and s.decided_at < (
         select decided_at from shadow_scores n where n.tenant_id = $1 and n.version = v.version
         order by decided_at desc offset $2 limit 1)`,
      [tenantId, mostKept],
    );
  }
}
