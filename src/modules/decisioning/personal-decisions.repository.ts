import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Decision } from '../../models/decision/decision.js';
import type { OutcomeType } from '../../models/decision/decision-outcome.entity.js';
import type { Person } from '../../models/rights/personal-data.js';

/** Read at once. */
const pageRows = 500;

/** A decision, and what came of it. */
type ShownDecision = Pick<Decision, 'id' | 'placement' | 'model' | 'items'> & {
  readonly decidedAt: Date;
  readonly outcomes: readonly {
    readonly position: number;
    readonly type: OutcomeType;
    readonly at: string;
  }[];
};

/** SQL of the decisions made for one person. */
@Injectable()
export class PersonalDecisionsRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Every decision made for them, the oldest first: their ids begin with the time. */
  async *decisions({ tenantId, profileIds }: Person): AsyncGenerator<ShownDecision> {
    let after: string | null = null;
    for (;;) {
      const rows: ShownDecision[] = await this.page(tenantId, profileIds, after);
      yield* rows;
      after = rows.at(-1)?.id ?? null;
      if (rows.length < pageRows) return;
    }
  }

  /** Removes them with what came of them; says how many. */
  async erase(manager: EntityManager, { tenantId, profileIds }: Person): Promise<number> {
    await manager.query(
      `delete from decision_outcomes o using decisions d
       where d.tenant_id = $1 and d.profile_id = any($2) and o.tenant_id = d.tenant_id and o.decision_id = d.id`,
      [tenantId, profileIds],
    );
    await manager.query('delete from decision_outcomes where tenant_id = $1 and profile_id = any($2)', [tenantId, profileIds]); // prettier-ignore
    const [, count]: [unknown, number] = await manager.query(
      'delete from decisions where tenant_id = $1 and profile_id = any($2)',
      [tenantId, profileIds],
    );
    return count;
  }

  private page(
    tenantId: string,
    profileIds: readonly string[],
    after: string | null,
  ): Promise<ShownDecision[]> {
    return this.dataSource.query(
      `select d.id, d.decided_at as "decidedAt", d.placement, d.model,
         (select coalesce(jsonb_agg(item - 'billing' order by place), '[]') from jsonb_array_elements(d.items) with ordinality as shown (item, place)) as items,
         coalesce((select jsonb_agg(jsonb_build_object('position', o.position, 'type', o.type, 'at', o.occurred_at) order by o.occurred_at)
           from decision_outcomes o where o.tenant_id = d.tenant_id and o.decision_id = d.id), '[]') as outcomes
       from decisions d where d.tenant_id = $1 and d.profile_id = any($2) and ($3::uuid is null or d.id > $3)
       order by d.id limit $4`,
      [tenantId, profileIds, after, pageRows],
    );
  }
}
