import { Pool, type PoolClient } from 'pg';
import type { LogPosition } from '../../../models/event/log-entry.js';
import { BulkHistoriesReader } from '../../events/bulk-histories.service.js';
import type { CopiedRow } from '../../platform/copied-rows.js';
import { groupBy } from '../../platform/group-by.js';
import { BulkIdentities } from '../../profiles/bulk-identities.service.js';
import type { Audience } from '../engine/audience.js';
import { Owners, TenantCrowd } from './crowd.js';
import type { CatchUpAsked, HistoriesAsked, HistorySource } from './history-source.js';
import { LogTail } from './snapshot/log-tail.js';
import { UnusableSnapshot } from './snapshot/sealed-file.js';
import { SnapshotChangesRepository } from './snapshot/snapshot-changes.repository.js';
import type { TakenUp } from './snapshot/taken-up.js';
import { StoredStaysRepository } from './stored-stays.repository.js';

/** People read apart at once. */
const batch = 500;
/** Columns of identities and of stays. */
const identity = { tenant: 0, id: 1, profile: 2, version: 3 };
const stay = { tenant: 0, profile: 1, segment: 2 };

type Read = HistoriesAsked & { readonly upTo: LogPosition };
type ReadOfTenant = Read & { readonly tenantId: string };

/** Reads resident shards from PostgreSQL, by its binary copies: millions of events in seconds, one row in hand at a time. */
export class PostgresHistories implements HistorySource {
  private readonly identities = new BulkIdentities();
  private readonly histories = new BulkHistoriesReader();
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
  load(asked: HistoriesAsked, audienceOf: (tenantId: string) => Audience): Promise<LogPosition> {
    return this.inSnapshot(async (client) => {
      const crowds = new Map<string, TenantCrowd>();
      const crowdOf = (tenantId: string) => {
        const known = crowds.get(tenantId);
        if (known) return known;
        const crowd = new TenantCrowd(tenantId, audienceOf(tenantId));
        crowds.set(tenantId, crowd);
        return crowd;
      };
      const read: Read = { ...asked, upTo: asked.upTo ?? (await this.histories.readableTo(client)) };
      const owners = await this.readOwners(client, read, crowdOf);
      await this.histories.shard(client, { ...read, tenantId: read.tenantId ?? undefined }, (row) =>
        this.put(row, owners),
      );
      for (const { tenantId, audience, apart } of crowds.values())
        await this.readApart(client, { ...read, tenantId }, [...apart], audience);
      await this.readStays(client, read, (tenantId) => crowdOf(tenantId).audience);
      return read.upTo;
    });
  }

  async reread(asked: ReadOfTenant, profileIds: readonly string[], audience: Audience): Promise<void> {
    const client = await this.pool.connect();
    try {
      await this.readApart(client, asked, profileIds, audience);
    } finally {
      client.release();
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
      const read = { ...asked, tenantId: null, upTo };
      const after = { ...asked, upTo, after: taken.from };
      await this.tail.append(client, after, taken, audienceOf);
      const people = groupBy([...changed, ...(await this.histories.notedAfter(client, after))], ({ tenantId }) => tenantId); // prettier-ignore
      for (const [tenantId, keys] of people) {
        const ids = [...new Set(keys.map(({ profileId }) => profileId))];
        const audience = audienceOf(tenantId);
        const living = await this.identities.living(client, { shard: asked.shard, tenantId }, ids);
        for (const id of ids) if (!living.has(id)) audience.remove(id);
        await this.readApart(client, { ...read, tenantId }, [...living], audience);
      }
      await this.readStays(client, read, audienceOf);
      return upTo;
    });
  }

  async close(): Promise<void> {
    await this.pool.end();
  }

  private async readOwners(
    client: PoolClient,
    { shard, tenantId }: Read,
    crowdOf: (tenantId: string) => TenantCrowd,
  ): Promise<Owners> {
    const owners = new Owners();
    await this.identities.all(client, { shard, tenantId: tenantId ?? undefined }, (row) => {
      const crowd = crowdOf(row.uuid(identity.tenant));
      const profileId = row.uuid(identity.profile);
      owners.add(row, identity.id, { crowd, person: crowd.audience.enrol(profileId) });
      if (row.integer(identity.version) > 1) crowd.apart.add(profileId);
    });
    return owners;
  }

  private put(row: CopiedRow, owners: Owners): void {
    const owner = owners.of(row, 0);
    if (!owner) return;
    const { crowd, person } = owner;
    const kind = crowd.kindOf(this.histories.kindKey(row), () => this.histories.kind(row));
    crowd.put(person, this.histories.at(row), this.histories.place(row), kind);
  }

  private async readApart(
    client: PoolClient,
    asked: ReadOfTenant,
    profileIds: readonly string[],
    audience: Audience,
  ): Promise<void> {
    const { tenantId } = asked;
    const kinds = new TenantCrowd(tenantId, audience);
    for (let from = 0; from < profileIds.length; from += batch) {
      const ids = profileIds.slice(from, from + batch);
      const owners = await this.identities.of(client, tenantId, ids);
      const events = new Map<string, { at: number; kind: number }[]>(ids.map((id) => [id, []]));
      await this.histories.of(client, asked, [...owners.keys()], (row) => {
        const kind = kinds.kindOf(this.histories.kindKey(row), () => this.histories.kind(row));
        events.get(owners.get(row.uuid(0)) ?? '')?.push({ at: this.histories.at(row), kind });
      });
      for (const [profileId, list] of events) audience.replaceBy(profileId, list);
    }
  }

  private async readStays(
    client: PoolClient,
    asked: Read,
    audienceOf: (tenantId: string) => Audience,
  ): Promise<void> {
    let last = { key: '', tenantId: '', profileId: '' };
    let segmentIds: string[] = [];
    const tell = () => {
      if (segmentIds.length > 0) audienceOf(last.tenantId).toldIn(last.profileId, segmentIds);
    };
    await this.stays.copy(client, asked, (row) => {
      const tenantId = row.uuid(stay.tenant);
      const profileId = row.uuid(stay.profile);
      const key = `${tenantId} ${profileId}`;
      if (key !== last.key) {
        tell();
        last = { key, tenantId, profileId };
        segmentIds = [];
      }
      segmentIds.push(row.uuid(stay.segment));
    });
    tell();
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
