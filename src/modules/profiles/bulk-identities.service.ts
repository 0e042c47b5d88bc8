import type { ClientBase } from 'pg';
import type { CopiedRow } from '../platform/copied-rows.js';
import { BulkIdentitiesRepository, type BulkOf, type BulkOfShards } from './bulk-identities.repository.js';

export type { BulkOf, BulkOfShards } from './bulk-identities.repository.js';

/** Where identities lead, for whoever reads a whole shard of people. Asks through a connection that is given. */
export class BulkIdentities {
  private readonly repository = new BulkIdentitiesRepository();

  /**
   * Shows every identity of the shards' people. Columns: tenant, identity, the profile it leads to (uuids), a number above 1
   * where it led elsewhere before (some of what came in under it lies in another shard of the log), and the profile's shard.
   */
  all(client: ClientBase, of: BulkOfShards, visit: (row: CopiedRow) => void): Promise<void> {
    return this.repository.copy(client, of, visit);
  }

  /** Identity id → profile id of all that lead to these profiles now. */
  async of(
    client: ClientBase,
    tenantId: string,
    profileIds: readonly string[],
  ): Promise<Map<string, string>> {
    const rows = await this.repository.of(client, tenantId, profileIds);
    return new Map(rows.map(({ id, profileId }) => [id, profileId]));
  }

  /** Identity id → profile id of those of a tenant's identities that lead to people of the shard. */
  async leading(
    client: ClientBase,
    of: Required<BulkOf>,
    identityIds: readonly string[],
  ): Promise<Map<string, string>> {
    const rows = await this.repository.leading(client, of, identityIds);
    return new Map(rows.map(({ id, profileId }) => [id, profileId]));
  }

  /** Of a tenant's profiles those of the shard that are somebody: an identity leads to them. */
  async living(
    client: ClientBase,
    of: Required<BulkOf>,
    profileIds: readonly string[],
  ): Promise<Set<string>> {
    return new Set(await this.repository.living(client, of, profileIds));
  }
}
