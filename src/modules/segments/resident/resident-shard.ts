import { recentMs, recentVehiclesKept } from '../../../models/decision/viewer-state.js';
import type { LogPosition } from '../../../models/event/log-entry.js';
import { Audience } from '../engine/audience.js';
import type { Change } from '../engine/memberships.js';
import type { Counting, Told } from '../engine/questions/told.js';
import { neededLists } from '../need.js';
import { rulesIn } from '../questions/asked-of.js';
import type { HistorySource } from './history-source.js';
import { isAfter } from './is-after.js';
import type {
  AskedQuestion,
  KnownPerson,
  PersonKey,
  SeenPerson,
  TenantNews,
  TenantRules,
  Watched,
} from './resident-messages.js';
import type { Chunk } from './snapshot/chunk.js';
import { UnusableSnapshot } from './snapshot/sealed-file.js';
import { ShardCopy } from './snapshot/shard-copy.js';
import { TakenUp } from './snapshot/taken-up.js';
import { aroundFor, propertiesFor, rulesOf, unknownTenant, watchedIn, type Tenant } from './tenant.js';

/** People looked at between two glances at the clock, and how long a sweep goes on: others wait meanwhile. */
const sweep = { people: 2_048, forMs: 40, mostChanged: 500 };
/** People looked at for a question before others get their turn. */
const lookedAt = 8_192;
/** Most people of a page. */
const pageSize = 1_000;
/** Most people due that are looked at at once. */
const mostDue = 500;

/** A shard to be read. */
export interface ShardToLoad {
  readonly shard: number;
  /** Those in force, so that what they ask for is read at once. */
  readonly rules: readonly TenantRules[];
}

/** Up to where a shard was read, how many people it has, and what is asked of them by tenant. */
export interface LoadedShard {
  readonly to: LogPosition;
  readonly people: number;
  readonly watched: Map<string, Watched>;
}

/**
 * One shard's people in memory, tenant by tenant, as of a place in its log. What it says follows from the log up to there,
 * the rules it was given and the instant it is asked about; it decides nothing that is not compared with what is stored.
 */
export class ResidentShard {
  private readonly tenants = new Map<string, Tenant>();
  private readonly countings = new Map<string, Counting>();
  private position: LogPosition | null = null;
  /** Changes under way or broken off: people are as of no place in the log then. */
  private changing = 0;

  constructor(
    private readonly shard: number,
    private readonly source: HistorySource,
  ) {}

  /** Reads everybody of some shards, of all at once. Returns them in order. */
  static async load(
    source: HistorySource,
    all: readonly ShardToLoad[],
  ): Promise<{ resident: ResidentShard; loaded: LoadedShard }[]> {
    const begun = all.map(({ shard, rules }) => {
      const resident = new ResidentShard(shard, source);
      return { resident, watched: new Map(rules.map((each) => [each.tenantId, resident.take(each)])) };
    });
    const wanted = begun.map(({ resident: { shard, properties, audienceOf } }) => ({ shard, properties, audienceOf })); // prettier-ignore
    const to = await source.load(wanted);
    return begun.map(({ resident, watched }) => ({ resident, loaded: resident.loaded(to, watched) }));
  }

  /**
   * Takes everybody up from a snapshot, and has them catch up with the log.
   * @throws whatever is wrong with it: then the shard is not to be used
   */
  async takeUp(
    rules: readonly TenantRules[],
    snapshotId: string,
    parts: AsyncIterable<Uint8Array<ArrayBuffer>>,
  ): Promise<LoadedShard> {
    const watched = new Map(rules.map((each) => [each.tenantId, this.take(each)]));
    const { shard, audienceOf } = this;
    const taken = await TakenUp.read(parts, audienceOf);
    for (const [tenantId, held] of taken.properties) {
      const tenant = this.tenant(tenantId);
      if (!tenant.properties.every((name) => held.includes(name)))
        throw new UnusableSnapshot('rules ask for properties that it does not hold');
      tenant.properties = held;
    }
    const to = await this.source.catchUp({ shard, properties: this.properties, snapshotId }, taken, audienceOf); // prettier-ignore
    return this.loaded(to, watched);
  }

  /**
   * Has people be as of the place in the log where their shard is followed to. They may have been read up to a later one: as
   * long as nothing came in between, that is the same.
   * @returns false when they cannot be
   */
  settle(at: LogPosition, isQuiet: boolean): boolean {
    if (this.changing > 0 || !this.position) return false;
    if (!isAfter(this.position, at)) return true;
    if (!isQuiet) return false;
    this.position = at;
    return true;
  }

  /** Begins to write everybody down. */
  beginCopy(): { from: LogPosition; copy: ShardCopy } {
    if (!this.position) throw new Error('The shard is not loaded.');
    return { from: this.position, copy: new ShardCopy(this.tenants) };
  }

  /** The next people to be written down; null when that was everybody, undefined when they cannot be looked at now. */
  copyOn(copy: ShardCopy): Chunk | null | undefined {
    return this.changing > 0 || !this.position ? undefined : copy.next(this.position);
  }

  /** Other rules of a tenant. When they ask for what is not held, everybody's history is read anew. */
  async setRules(rules: TenantRules): Promise<Watched> {
    const tenant = this.tenant(rules.tenantId);
    const properties = propertiesFor(tenant, rulesOf(rules), aroundFor(rules, tenant.standing));
    return properties === tenant.properties ? this.take(rules) : this.reload(tenant, rules, properties);
  }

  /** Sees to it that what a question looks at is held. */
  async watch({ id, question, among }: Omit<AskedQuestion, 'now'>): Promise<Watched> {
    const tenant = this.tenant(among.tenantId);
    const around = aroundFor(among, tenant.standing);
    const rules = rulesIn(question);
    const properties = propertiesFor(tenant, rules, around);
    const isHeld = properties === tenant.properties;
    const read = isHeld ? undefined : await this.reload(tenant, tenant.rules, properties);
    const isListNew = tenant.standing.watch(`question ${id}`, neededLists(rules, around));
    const isTraitNew = tenant.audience.asksFor(question, around).length > 0;
    return watchedIn(tenant, isTraitNew || isListNew || read?.isUntold === true, !isHeld);
  }

  /** Reads a tenant's people anew. Until that is done they are what they were: it may fail, and they are asked about meanwhile. */
  private async reload(tenant: Tenant, rules: TenantRules, properties: readonly string[]): Promise<Watched> {
    const { shard, position: upTo } = this;
    if (!upTo) throw new Error('The shard is not loaded.');
    const { tenantId } = rules;
    const audience = new Audience(aroundFor(rules, tenant.standing));
    this.changing++;
    await this.source.loadTenant({ shard, tenantId, upTo, properties }, audience);
    this.changing--;
    tenant.audience = audience;
    tenant.properties = properties;
    return { ...this.take(rules), isRead: true };
  }

  /** The next people in the order of their numbers. */
  page(tenantId: string, from: number): { profileIds: string[]; next: number | null } {
    return this.tenant(tenantId).audience.page(from, pageSize);
  }

  /** What is known of people. */
  tell(tenantId: string, known: readonly KnownPerson[]): void {
    const { audience, standing } = this.tenant(tenantId);
    for (const { profileId, traits, lists } of known) {
      standing.tell(profileId, lists);
      audience.tell(profileId, traits);
    }
  }

  /** Looks at those whose time has come; returns whose memberships changed by it. */
  due(now: number): PersonKey[] {
    return [...this.tenants].flatMap(([tenantId, { audience }]) =>
      keysOf(tenantId, audience.lookAtDue(now, mostDue)),
    );
  }

  /** Looks at the next people of a tenant for a while, from a number on; returns whose memberships changed, and where to go on. */
  sweep(tenantId: string, from: number, now: number): { changed: PersonKey[]; next: number | null } {
    const { audience } = this.tenant(tenantId);
    const until = performance.now() + sweep.forMs;
    const changed: PersonKey[] = [];
    let next: number | null = from;
    do {
      const looked = audience.lookOn(next, sweep.people, now);
      changed.push(...keysOf(tenantId, looked.changes));
      next = looked.next;
    } while (next !== null && changed.length < sweep.mostChanged && performance.now() < until);
    return { changed, next };
  }

  /** Takes in what is new up to a place in the log, and says where those asked about are. */
  async step(news: readonly TenantNews[], to: LogPosition, now: number): Promise<SeenPerson[]> {
    const from = this.position;
    if (isAfter(to, from)) this.position = to;
    const seen: SeenPerson[] = [];
    this.changing++;
    for (const each of news) {
      const { audience } = this.tenant(each.tenantId);
      await this.takeIn(audience, each, from);
      audience.look(each.look, now);
      for (const profileId of each.look)
        seen.push({
          tenantId: each.tenantId,
          profileId,
          segmentIds: audience.segmentsOf(profileId),
          recent: audience.recentOf(profileId, now, now - recentMs, recentVehiclesKept),
        });
    }
    this.changing--;
    return seen;
  }

  /**
   * Goes on with an answer, or begins it: see `Audience.answer`. What is told at last is exact.
   * @param asked its id tells it from others until then
   */
  answer({ id, question, among, now }: AskedQuestion): Told | null {
    const { audience, standing } = this.tenant(among.tenantId);
    const counting =
      this.countings.get(id) ?? audience.answer(question, now, lookedAt, aroundFor(among, standing));
    // Gone until it has told something: one that fails is begun anew.
    this.countings.delete(id);
    const told = counting.next().value ?? null;
    if (told?.isExact) standing.end(`question ${id}`);
    else this.countings.set(id, counting);
    return told;
  }

  /** Nobody goes on with an answer. */
  abandon(tenantId: string, id: string): void {
    this.countings.delete(id);
    this.tenant(tenantId).standing.end(`question ${id}`);
  }

  /** What is asked of a tenant's people now that questions may be over. */
  watched(tenantId: string): Watched {
    return watchedIn(this.tenant(tenantId), false, false);
  }

  /** When somebody's time comes next, or a little earlier; Infinity: never. */
  get nextDue(): number {
    return Math.min(...[...this.tenants.values()].map(({ audience }) => audience.nextDue));
  }

  private get properties(): string[] {
    return [...new Set([...this.tenants.values()].flatMap((tenant) => tenant.properties))];
  }

  private loaded(to: LogPosition, watched: Map<string, Watched>): LoadedShard {
    this.position = to;
    const people = [...this.tenants.values()].reduce((sum, { audience }) => sum + audience.living, 0);
    return { to, people, watched };
  }

  private async takeIn(audience: Audience, news: TenantNews, from: LogPosition | null): Promise<void> {
    const { tenantId, changed, gone, known, look } = news;
    const anew = new Set([...changed, ...gone]);
    for (const { profileId, xid, seq, ...happening } of news.events)
      if (!anew.has(profileId) && isAfter({ xid, seq }, from)) audience.append(profileId, happening);
    for (const profileId of gone) audience.remove(profileId);
    for (const profileId of gone) this.tenant(tenantId).standing.tell(profileId, []);
    const upTo = this.position;
    const { properties } = this.tenant(tenantId);
    if (upTo !== null && changed.length > 0)
      await this.source.reread({ shard: this.shard, tenantId, upTo, properties }, changed, audience);
    const nobodies = new Set(gone);
    for (const profileId of look) if (!nobodies.has(profileId)) audience.enrol(profileId);
    this.tell(tenantId, known);
  }

  private take(rules: TenantRules): Watched {
    const tenant = this.tenant(rules.tenantId);
    const around = aroundFor(rules, tenant.standing);
    const asking = rulesOf(rules);
    const untold = tenant.audience.setRules(rules.segments, around);
    const isListNew = tenant.standing.watch('rules', neededLists(asking, around));
    tenant.properties = propertiesFor(tenant, asking, around);
    tenant.rules = rules;
    return watchedIn(tenant, untold.length > 0 || isListNew, false);
  }

  private readonly audienceOf = (tenantId: string): Audience => this.tenant(tenantId).audience;

  private tenant(tenantId: string): Tenant {
    const known = this.tenants.get(tenantId);
    if (known) return known;
    const tenant = unknownTenant(tenantId);
    this.tenants.set(tenantId, tenant);
    return tenant;
  }
}

function keysOf(tenantId: string, changes: readonly Change[]): PersonKey[] {
  return [...new Set(changes.map(({ profileId }) => profileId))].map((profileId) => ({
    tenantId,
    profileId,
  }));
}
