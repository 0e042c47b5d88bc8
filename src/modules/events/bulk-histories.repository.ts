import type { ClientBase } from 'pg';
import type { LogPosition } from '../../models/event/log-entry.js';
import { copyRows, type CopiedRow } from '../platform/copied-rows.js';

/** What of a shard's log is wanted. */
export interface BulkHistories {
  readonly shard: number;
  /** Of all tenants where there is none. */
  readonly tenantId?: string | undefined;
  /** Nothing of the shard's own beyond this place. */
  readonly upTo: LogPosition;
  /** Names of the events' properties that are wanted. */
  readonly properties: readonly string[];
}

/** What of the log of some shards is wanted: one at least. */
export interface BulkHistoriesOfShards extends Omit<BulkHistories, 'shard'> {
  readonly shards: readonly number[];
}

/** What of a shard's log is wanted, and from where on. */
export interface BulkHistoriesAfter extends BulkHistories {
  readonly after: LogPosition;
}

const what = 'e.type, e.name, e.vehicle';

/** SQL of histories by the million. */
export class BulkHistoriesRepository {
  /** The place up to which nothing can be written any more, for the snapshot of the connection's transaction. */
  async readableTo(client: ClientBase): Promise<LogPosition> {
    const { rows } = await client.query<{ below: string }>(
      'select pg_snapshot_xmin(pg_current_snapshot())::text::bigint + xid_base as below from log_base',
    );
    return { xid: Number(rows[0]?.below ?? 0) - 1, seq: Number.MAX_SAFE_INTEGER };
  }

  /** Columns: identity, when (timestamptz), xid, seq, type, name, vehicle (jsonb or null), named properties (jsonb). */
  copyShards(
    client: ClientBase,
    { shards, tenantId, upTo, properties }: BulkHistoriesOfShards,
    visit: (row: CopiedRow) => void,
  ): Promise<void> {
    const ofTenant =
      tenantId === undefined ? '' : `and e.tenant_id = ${client.escapeLiteral(tenantId)}::uuid`;
    return copyRows(
      client,
      `select e.identity_id, e.occurred_at, e.xid, e.seq, ${what}, ${said(client, properties)} from events e
       where e.shard in (${shards.join()}) and ${notBeyond(upTo)}
         and e.identity_id is not null ${ofTenant}`,
      visit,
    );
  }

  /** The same columns, and the tenant, of what came in through the shard after a place, in the order of the log. */
  copyAfter(
    client: ClientBase,
    { shard, after, upTo, properties }: BulkHistoriesAfter,
    visit: (row: CopiedRow) => void,
  ): Promise<void> {
    return copyRows(
      client,
      `select e.identity_id, e.occurred_at, e.xid, e.seq, ${what}, ${said(client, properties)}, e.tenant_id from events e
       where e.shard = ${shard} and (e.xid, e.seq) > (${after.xid}, ${after.seq}) and (e.xid, e.seq) <= (${upTo.xid}, ${upTo.seq})
         and e.identity_id is not null
       order by e.xid, e.seq`,
      visit,
    );
  }

  /** Whom Carousel noted something of in the shard after a place, under no identity. */
  async notedAfter(
    client: ClientBase,
    { shard, after, upTo }: BulkHistoriesAfter,
  ): Promise<{ tenantId: string; profileId: string }[]> {
    const { rows } = await client.query<{ tenantId: string; profileId: string }>(
      `select distinct tenant_id as "tenantId", profile_id as "profileId" from events
       where shard = $1 and (xid, seq) > ($2, $3) and (xid, seq) <= ($4, $5) and identity_id is null`,
      [shard, after.xid, after.seq, upTo.xid, upTo.seq],
    );
    return rows;
  }

  /** The same columns of what came in under these identities in whatever shard, oldest first. */
  copyOf(
    client: ClientBase,
    { shard, tenantId, upTo, properties }: BulkHistories & { readonly tenantId: string },
    identityIds: readonly string[],
    visit: (row: CopiedRow) => void,
  ): Promise<void> {
    const ids = identityIds.map((id) => client.escapeLiteral(id)).join();
    return copyRows(
      client,
      `select e.identity_id, e.occurred_at, e.xid, e.seq, ${what}, ${said(client, properties)}
       from unnest(array[${ids}]::uuid[]) as i (id)
       join events e on e.tenant_id = ${client.escapeLiteral(tenantId)}::uuid and e.identity_id = i.id
       where e.shard <> ${shard} or (e.xid, e.seq) <= (${upTo.xid}, ${upTo.seq})
       order by e.occurred_at, e.xid, e.seq`,
      visit,
    );
  }
}

/** A whole transaction is told by its number alone, which is found out faster of millions of rows. */
function notBeyond({ xid, seq }: LogPosition): string {
  return seq === Number.MAX_SAFE_INTEGER ? `e.xid <= ${xid}` : `(e.xid, e.seq) <= (${xid}, ${seq})`;
}

/** Of what an event says, what is named and plain. */
function said(client: ClientBase, names: readonly string[]): string {
  if (names.length === 0) return 'null::jsonb';
  const list = names.map((name) => client.escapeLiteral(name)).join();
  return `coalesce((select jsonb_object_agg(p.key, p.value) from jsonb_each(e.properties) p
     where p.key = any(array[${list}]::text[])), '{}')`;
}
