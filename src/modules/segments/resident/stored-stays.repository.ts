import type { ClientBase } from 'pg';
import { copyRows, type CopiedRow } from '../../platform/copied-rows.js';
import type { HistoriesAsked } from './history-source.js';

/** SQL of where a shard's people are said to be. */
export class StoredStaysRepository {
  /** Columns: tenant, profile, segment. Rows of one profile come together. */
  copy(
    client: ClientBase,
    { shard, tenantId }: HistoriesAsked,
    visit: (row: CopiedRow) => void,
  ): Promise<void> {
    const ofTenant = tenantId === null ? '' : `and m.tenant_id = ${client.escapeLiteral(tenantId)}::uuid`;
    return copyRows(
      client,
      `select m.tenant_id, m.profile_id, m.segment_id from segment_memberships m
       join profile_evaluations e on e.tenant_id = m.tenant_id and e.profile_id = m.profile_id
       where e.shard = ${shard} and m.left_at is null ${ofTenant}
       order by m.tenant_id, m.profile_id`,
      visit,
    );
  }
}
