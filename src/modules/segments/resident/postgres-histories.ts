import { Pool, type PoolClient } from 'pg';
import type { LogPosition } from '../../../models/event/log-entry.js';
import { BulkHistoriesReader } from '../../events/bulk-histories.service.js';
import { groupBy } from '../../platform/group-by.js';
import { BulkIdentities } from '../../profiles/bulk-identities.service.js';
import type { Audience } from '../engine/audience.js';
import type { CatchUpAsked, HistoriesAsked, HistorySource, ShardWanted } from './history-source.js';
import { PeopleApart } from './people-apart.js';
import { ShardsReading } from './shards-reading.js';
import { LogTail } from './snapshot/log-tail.js';
import { UnusableSnapshot } from './snapshot/sealed-file.js';
import { SnapshotChangesRepository } from './snapshot/snapshot-changes.repository.js';
import type { TakenUp } from './snapshot/taken-up.js';
import { StoredStaysRepository } from './stored-stays.repository.js';

/**
 * Reads resident shards from PostgreSQL, by its binary copies: millions of events in seconds, one row in hand at a time. Shards
 * are read together, as their events lie mixed: one look at the table shows those of all.
 */
export class PostgresHistories implements HistorySource {
  private readonly identities = new BulkIdentities();
  private readonly histories = new BulkHistoriesReader();
  private readonly apart = new PeopleApart();
  private readonly stays = new StoredStaysRepository();
  private readonly changes = new SnapshotChangesRepository();
  private readonly tail = new LogTail();
  private readonly pool: Pool;

  constructor(databaseUrl: string) {
    this.pool = new Pool({
      connectionString: databaseUrl,
      application_name: 'carousel-residents',
      max: 2,
      keepAlive: true,
    });
    // A connection lost while idle is replaced by the next; one lost in use fails whoever uses it.
    this.pool.on('error', () => undefined);
  }

  /** All from one snapshot, in which nothing is missing below the place that is returned. */
  load(wanted: readonly ShardWanted[]): Promise<LogPosition> {
    return this.inSnapshot(async (client) => {
      const upTo = await this.histories.readableTo(client);
      await new ShardsReading(client, wanted, { upTo, tenantId: null }, this.apart).read();
      return upTo;
    });
  }

  loadTenant({ tenantId, upTo, ...shard }: HistoriesAsked, audience: Audience): Promise<void> {
    const wanted = { ...shard, audienceOf: () => audience };
    return this.inSnapshot((client) =>
      new ShardsReading(client, [wanted], { upTo, tenantId }, this.apart).read(),
    );
  }

  async reread(asked: HistoriesAsked, profileIds: readonly string[], audience: Audience): Promise<void> {
    const client = await this.pool.connect();
    try {
      await this.apart.read(client, asked, profileIds, audience);
      client.release();
    } catch (fault) {
      // Rows may still be coming.
      client.release(true);
      throw fault;
    }
  }

  catchUp(
    { snapshotId, ...asked }: CatchUpAsked,
    taken: TakenUp,
    audienceOf: (tenantId: string) => Audience,
  ): Promise<LogPosition> {
    return this.inSnapshot(async (client) => {
      const changed = await this.changes.since(client, asked.shard, snapshotId);
      if (!changed) throw new UnusableSnapshot('too much has changed since it was made');
      const upTo = await this.histories.readableTo(client);
      const after = { ...asked, upTo, after: taken.from };
      await this.tail.append(client, after, taken, audienceOf);
      const people = groupBy([...changed, ...(await this.histories.notedAfter(client, after))], ({ tenantId }) => tenantId); // prettier-ignore
      for (const [tenantId, keys] of people) {
        const ids = [...new Set(keys.map(({ profileId }) => profileId))];
        const audience = audienceOf(tenantId);
        const living = await this.identities.living(client, { shard: asked.shard, tenantId }, ids);
        for (const id of ids) if (!living.has(id)) audience.remove(id);
        await this.apart.read(client, { ...asked, tenantId, upTo }, [...living], audience);
      }
      await this.stays.tell(client, { shards: [asked.shard] }, (_, tenantId) => audienceOf(tenantId));
      return upTo;
    });
  }

  async close(): Promise<void> {
    await this.pool.end();
  }

  private async inSnapshot<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    try {
      await client.query('begin isolation level repeatable read read only');
      const result = await work(client);
      await client.query('commit');
      client.release();
      return result;
    } catch (fault) {
      // Whatever state it is in: it is not used again.
      client.release(true);
      throw fault;
    }
  }
}
