import type { PoolClient } from 'pg';
import type { LogPosition } from '../../../models/event/log-entry.js';
import { BulkHistoriesReader } from '../../events/bulk-histories.service.js';
import { ByteTexts } from '../../platform/byte-texts.js';
import type { CopiedRow } from '../../platform/copied-rows.js';
import { BulkIdentities } from '../../profiles/bulk-identities.service.js';
import type { Audience } from '../engine/audience.js';
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

/** A tenant while its people are read: what its events are written as, and its crowds by shard. */
class TenantReading {
  readonly texts = new ByteTexts();
  readonly crowds = new Map<number, number>();
}

/** Some shards while everybody of them is read, in one transaction. */
export class ShardsReading {
  private readonly identities = new BulkIdentities();
  private readonly histories = new BulkHistoriesReader();
  private readonly stays = new StoredStaysRepository();
  private readonly owners = new Owners();
  private readonly tenants = new Map<string, TenantReading>();
  private readonly crowds: TenantCrowd[] = [];
  /** The tenants once more, by the number that the bytes of their ids have: a row is not read as text to know whose it is. */
  private readonly byNumber: TenantReading[] = [];
  private readonly tenantIds = new ByteTexts();
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
    if (this.audiences.size < wanted.length) throw new Error('A shard is wanted twice: each would be read into one of the two.'); // prettier-ignore
    this.of = { shards: [...this.audiences.keys()], tenantId: common.tenantId ?? undefined };
  }

  /** Who there is, what they did and where they are said to be. */
  async read(): Promise<void> {
    const { client } = this;
    const { upTo } = this.common;
    await this.identities.all(client, this.of, (row) => this.own(row));
    const properties = [...new Set(this.wanted.flatMap((one) => one.properties))];
    await this.histories.shards(client, { ...this.of, upTo, properties }, (row) => this.put(row));
    for (const [tenantId, { crowds }] of this.tenants)
      for (const [shard, number] of crowds) {
        const { apart, audience } = this.crowdAt(number);
        await this.apart.read(client, { shard, tenantId, upTo, properties }, [...apart], audience);
      }
    await this.stays.tell(client, this.of, (shard, tenantId) => this.audienceOf(shard, tenantId));
  }

  private own(row: CopiedRow): void {
    const tenant = (this.byNumber[row.numberOf(identity.tenant, this.tenantIds)] ??= this.tenant(row.uuid(identity.tenant))); // prettier-ignore
    const shard = row.integer(identity.shard);
    const number = tenant.crowds.get(shard) ?? this.begin(tenant, shard, row.uuid(identity.tenant));
    const crowd = this.crowdAt(number);
    const person = crowd.audience.enrolWords(row.wordsOf(identity.profile, this.words));
    this.owners.add(row, identity.id, number, person);
    if (row.integer(identity.version) > 1) crowd.apart.add(row.uuid(identity.profile));
  }

  private put(row: CopiedRow): void {
    const { histories, owners } = this;
    const owner = owners.find(row, 0);
    if (owner < 0) return;
    const crowd = this.crowdAt(owners.crowdOf(owner));
    const text = histories.kindText(row, crowd.texts);
    const known = crowd.kindOf(text);
    const kind = known < 0 ? crowd.learn(text, histories.kind(row)) : known;
    crowd.put(owners.personOf(owner), histories.at(row), histories.xid(row), histories.seq(row), kind);
  }

  private tenant(tenantId: string): TenantReading {
    const known = this.tenants.get(tenantId) ?? new TenantReading();
    this.tenants.set(tenantId, known);
    return known;
  }

  /** A crowd of whom nobody was met yet. Returns its number. */
  private begin(tenant: TenantReading, shard: number, tenantId: string): number {
    const number = this.crowds.push(new TenantCrowd(this.audienceOf(shard, tenantId), tenant.texts)) - 1;
    tenant.crowds.set(shard, number);
    return number;
  }

  private crowdAt(number: number): TenantCrowd {
    const crowd = this.crowds[number];
    if (!crowd) throw new Error(`There is no crowd ${number} among ${this.crowds.length}.`);
    return crowd;
  }

  private audienceOf(shard: number, tenantId: string): Audience {
    const audience = this.audiences.get(shard)?.(tenantId);
    if (!audience) throw new Error(`Shard ${shard} was not asked for.`);
    return audience;
  }
}
