import type { ClientBase } from 'pg';
import { copyRows, type CopiedRow } from '../platform/copied-rows.js';

/** Of whom identities are wanted. */
export interface BulkOf {
  readonly shard: number;
  /** Of all tenants where there is none. */
  readonly tenantId?: string | undefined;
}

/** Of whom identities are wanted: people of one shard at least. */
export interface BulkOfShards extends Omit<BulkOf, 'shard'> {
  readonly shards: readonly number[];
}

/** SQL of identities by the million. */
export class BulkIdentitiesRepository {
  /** Columns: tenant, identity, the profile it leads to, how often it was led elsewhere, plus one, and the profile's shard. */
  copy(
    client: ClientBase,
    { shards, tenantId }: BulkOfShards,
    visit: (row: CopiedRow) => void,
  ): Promise<void> {
    const ofTenant =
      tenantId === undefined ? '' : `and i.tenant_id = ${client.escapeLiteral(tenantId)}::uuid`;
    return copyRows(
      client,
      `select i.tenant_id, i.id, i.profile_id, i.version::bigint, p.shard::bigint from identities i
       join profiles p on p.tenant_id = i.tenant_id and p.id = i.profile_id
       where p.shard in (${shards.join()}) ${ofTenant}`,
      visit,
    );
  }

  /** The identities that lead to these profiles now, and which. */
  async of(
    client: ClientBase,
    tenantId: string,
    profileIds: readonly string[],
  ): Promise<{ id: string; profileId: string }[]> {
    const { rows } = await client.query<{ id: string; profileId: string }>(
      'select id, profile_id as "profileId" from identities where tenant_id = $1 and profile_id = any($2)',
      [tenantId, profileIds],
    );
    return rows;
  }

  /** Of these identities of a tenant those that lead to people of the shard, and to whom. */
  async leading(
    client: ClientBase,
    { shard, tenantId }: Required<BulkOf>,
    identityIds: readonly string[],
  ): Promise<{ id: string; profileId: string }[]> {
    const { rows } = await client.query<{ id: string; profileId: string }>(
      `select i.id, i.profile_id as "profileId" from identities i
       join profiles p on p.tenant_id = i.tenant_id and p.id = i.profile_id
       where i.tenant_id = $1 and i.id = any($2) and p.shard = $3`,
      [tenantId, identityIds, shard],
    );
    return rows;
  }

  /** Of these profiles of a tenant those of the shard that any identity leads to. */
  async living(
    client: ClientBase,
    { shard, tenantId }: Required<BulkOf>,
    profileIds: readonly string[],
  ): Promise<string[]> {
    const { rows } = await client.query<{ id: string }>(
      `select p.id from profiles p where p.tenant_id = $1 and p.id = any($2) and p.shard = $3
         and exists (select from identities i where i.tenant_id = p.tenant_id and i.profile_id = p.id)`,
      [tenantId, profileIds, shard],
    );
    return rows.map(({ id }) => id);
  }
}
