import type { PoolClient } from 'pg';
import type { LogPosition } from '../../../models/event/log-entry.js';
import { BulkHistoriesReader } from '../../events/bulk-histories.service.js';
import { ByteTexts } from '../../platform/byte-texts.js';
import type { CopiedRow } from '../../platform/copied-rows.js';
import { BulkIdentities } from '../../profiles/bulk-identities.service.js';
import { Owners, TenantCrowd } from './crowd.js';
import type { ShardWanted } from './history-source.js';
import type { PeopleApart } from './people-apart.js';
import { StoredStaysRepository } from './stored-stays.repository.js';

/** What all shards of a reading have in common. */
interface Common {
  readonly upTo: LogPosition;
  /** Null: of all tenants. */
  readonly tenantId: string | null;
}

/** Columns of identities. */
const identity = { tenant: 0, id: 1, profile: 2, version: 3, shard: 4 };

/** Some shards while everybody of them is read, in one transaction. */
export class ShardsReading {
  private readonly identities = new BulkIdentities();
  private readonly histories = new BulkHistoriesReader();
  private readonly stays = new StoredStaysRepository();
  private readonly owners = new Owners();
  private readonly texts = new ByteTexts();
  private readonly crowds = new Map<string, TenantCrowd>();
  /** The same by the number of the tenant and by shard. */
  private readonly byTenant: Map<number, TenantCrowd>[] = [];
  private readonly tenants = new ByteTexts();
  private readonly words = new Uint32Array(4);
  private readonly audiences: ReadonlyMap<number, ShardWanted['audienceOf']>;
  private readonly of: { readonly shards: readonly number[]; readonly tenantId: string | undefined };

  /**
   * @param client in a transaction of one snapshot
   * @param wanted one at least
   * @param common of which nothing is missing below its place in the log
   */
  constructor(
    private readonly client: PoolClient,
    private readonly wanted: readonly ShardWanted[],
    private readonly common: Common,
    private readonly apart: PeopleApart,
  ) {
    this.audiences = new Map(wanted.map(({ shard, audienceOf }) => [shard, audienceOf]));
    this.of = { shards: [...this.audiences.keys()], tenantId: common.tenantId ?? undefined };
  }

  /** Who there is, what they did and where they are said to be. */
  async read(): Promise<void> {
    const { client } = this;
    const { upTo } = this.common;
    await this.identities.all(client, this.of, (row) => this.own(row));
    const properties = [...new Set(this.wanted.flatMap((one) => one.properties))];
    await this.histories.shards(client, { ...this.of, upTo, properties }, (row) => this.put(row));
    for (const [key, { tenantId, audience, apart }] of this.crowds) {
      const shard = Number.parseInt(key, 10);
      await this.apart.read(client, { shard, tenantId, upTo, properties }, [...apart], audience);
    }
    await this.stays.tell(client, this.of, (shard, tenantId) => this.crowd(shard, tenantId).audience);
  }

  private own(row: CopiedRow): void {
    const crowd = this.crowdAt(row);
    const person = crowd.audience.enrolWords(row.wordsOf(identity.profile, this.words));
    this.owners.add(row, identity.id, crowd, person);
    if (row.integer(identity.version) > 1) crowd.apart.add(row.uuid(identity.profile));
  }

  /** The crowd that the person of an identity belongs to. */
  private crowdAt(row: CopiedRow): TenantCrowd {
    const shard = row.integer(identity.shard);
    const ofTenant = (this.byTenant[row.numberOf(identity.tenant, this.tenants)] ??= new Map());
    const known = ofTenant.get(shard);
    if (known) return known;
    const crowd = this.crowd(shard, row.uuid(identity.tenant));
    ofTenant.set(shard, crowd);
    return crowd;
  }

  private put(row: CopiedRow): void {
    const crowd = this.owners.find(row, 0);
    if (!crowd) return;
    const { person } = this.owners;
    const { histories } = this;
    const text = histories.kindText(row, this.texts);
    const known = crowd.kindOf(text);
    const kind = known < 0 ? crowd.learn(text, histories.kind(row)) : known;
    crowd.put(person, histories.at(row), histories.xid(row), histories.seq(row), kind);
  }

  private crowd(shard: number, tenantId: string): TenantCrowd {
    const key = `${shard} ${tenantId}`;
    const known = this.crowds.get(key);
    if (known) return known;
    const audience = this.audiences.get(shard)?.(tenantId);
    if (!audience) throw new Error(`Shard ${shard} was not asked for.`);
    const crowd = new TenantCrowd(tenantId, audience);
    this.crowds.set(key, crowd);
    return crowd;
  }
}
