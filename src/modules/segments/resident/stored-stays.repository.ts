import type { ClientBase } from 'pg';
import { copyRows } from '../../platform/copied-rows.js';
import type { Audience } from '../engine/audience.js';

/** Of whom stays are wanted: people of one shard at least. */
interface StaysOf {
  readonly shards: readonly number[];
  /** Of all tenants where there is none. */
  readonly tenantId?: string | undefined;
}

/** Columns. */
const stay = { shard: 0, tenant: 1, profile: 2, segment: 3 };

/** SQL of where people of shards are said to be. */
export class StoredStaysRepository {
  /** Tells audiences where each of their people is said to be. */
  async tell(
    client: ClientBase,
    { shards, tenantId }: StaysOf,
    audienceOf: (shard: number, tenantId: string) => Audience,
  ): Promise<void> {
    const ofTenant =
      tenantId === undefined ? '' : `and m.tenant_id = ${client.escapeLiteral(tenantId)}::uuid`;
    let last = { key: '', shard: 0, tenantId: '', profileId: '' };
    let segmentIds: string[] = [];
    const tell = () => {
      if (segmentIds.length > 0) audienceOf(last.shard, last.tenantId).toldIn(last.profileId, segmentIds);
    };
    await copyRows(
      client,
      `select e.shard::bigint, m.tenant_id, m.profile_id, m.segment_id from segment_memberships m
       join profile_evaluations e on e.tenant_id = m.tenant_id and e.profile_id = m.profile_id
       where e.shard in (${shards.join()}) and m.left_at is null ${ofTenant}
       order by m.tenant_id, m.profile_id`,
      (row) => {
        const [ofWhom, profileId] = [row.uuid(stay.tenant), row.uuid(stay.profile)];
        const key = `${ofWhom} ${profileId}`;
        if (key !== last.key) {
          tell();
          last = { key, shard: row.integer(stay.shard), tenantId: ofWhom, profileId };
          segmentIds = [];
        }
        segmentIds.push(row.uuid(stay.segment));
      },
    );
    tell();
  }
}
