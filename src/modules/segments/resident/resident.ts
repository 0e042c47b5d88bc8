import type { LogPosition } from '../../../models/event/log-entry.js';
import type { Told } from '../engine/questions/told.js';
import type { RulesInForce } from '../segment-rules.js';
import type {
  Answer,
  Ask,
  AskedQuestion,
  KnownPerson,
  PersonKey,
  SeenPerson,
  TenantNews,
  TenantRules,
  Watched,
} from './resident-messages.js';
import type { ResidentThreads } from './resident-threads.js';
import type { SnapshotFile } from './snapshot/sealed-file.js';

/** Reads what rules ask for of some people of a tenant. */
export type ReadKnown = (
  tenantId: string,
  profileIds: readonly string[],
  watched: Watched,
) => Promise<readonly KnownPerson[]>;

/** Where looking at everybody begins. */
const begin = { from: 0, of: '' };
const nothingWatched: Watched = {
  properties: [],
  isRead: false,
  asksTraits: false,
  lists: [],
  isUntold: false,
};

/**
 * One shard as its owner holds it: the people in a thread, and what of the work on them is under way. What changes
 * it is done one at a time (`exclusive`); whoever writes what it says holds the shard's fence as well.
 */
export class Resident {
  /** Instant at which somebody's time comes next, ms since the epoch, or a little earlier; Infinity: never. */
  nextDue = Infinity;
  /** When it was asked last whose time has come. */
  private latest = -Infinity;
  /** Tenants of whom everybody has to be looked at: from which number on, and for which backfills. */
  readonly sweeps = new Map<string, { readonly from: number; readonly of: string }>();
  private last: Promise<unknown> = Promise.resolve();
  private readonly watched = new Map<string, Watched>();
  private readonly rulesHeld = new Map<string, string>();
  /** Tenants of whom a question is over since it was asked last what is watched: it may be less by now. */
  private readonly answered = new Set<string>();
  private isReleased = false;

  constructor(
    readonly shard: number,
    /** Says whose turn it is: a step of an owner before is refused. */
    readonly epoch: number,
    private readonly threads: ResidentThreads,
    private readonly readKnown: ReadKnown,
  ) {}

  /** Which thread the people are in: others are counted in other threads meanwhile. */
  get thread(): number {
    return this.threads.numberOf(this.shard);
  }

  /**
   * Reads everybody into the thread.
   * @param rules of every tenant that has any in force
   * @param snapshot to take them up from, where there is one
   * @returns how many there are; and why the snapshot was of no use, where it was not
   */
  async load(
    rules: readonly TenantRules[],
    snapshot: SnapshotFile | null,
  ): Promise<{ people: number; refused: string | null }> {
    const { watched, people, refused } = await this.ask({ kind: 'load', shard: this.shard, rules, snapshot }, 'loaded'); // prettier-ignore
    for (const each of rules) {
      this.rulesHeld.set(each.tenantId, keyOf(each));
      await this.noteWatched(each.tenantId, watched.get(each.tenantId) ?? nothingWatched);
      this.sweeps.set(each.tenantId, begin);
    }
    return { people, refused };
  }

  /** Has people be as of the place where the shard is followed to; see `ResidentShard.settle`. */
  async settle(at: LogPosition, isQuiet: boolean): Promise<boolean> {
    return (await this.ask({ kind: 'settle', shard: this.shard, at, isQuiet }, 'settled')).isSettled;
  }

  /** Writes everybody down, while others go on. */
  async write(snapshot: SnapshotFile): Promise<void> {
    await this.ask({ kind: 'write', shard: this.shard, snapshot }, 'done');
  }

  /** Gives the room back, once. Whoever is still at something here is refused: another may have the shard in its place. */
  async release(): Promise<void> {
    if (this.isReleased) return;
    this.isReleased = true;
    await this.threads.ask({ kind: 'release', shard: this.shard }, 'done');
  }

  /** Sees to it that these are the rules people are looked at by. */
  async hold(tenantId: string, { segments, facts }: RulesInForce): Promise<void> {
    const rules: TenantRules = { tenantId, segments, facts };
    const key = keyOf(rules);
    if (this.rulesHeld.get(tenantId) === key) return this.watchLess(tenantId);
    const { watched } = await this.ask({ kind: 'rules', shard: this.shard, rules }, 'watched');
    this.rulesHeld.set(tenantId, key);
    // Whoever was looked at in a sweep under way was looked at by other rules.
    if (this.sweeps.has(tenantId)) this.sweeps.set(tenantId, begin);
    await this.noteWatched(tenantId, watched);
  }

  /** What rules ask for of a tenant's events and people. */
  asksFor(tenantId: string): Watched {
    return this.watched.get(tenantId) ?? nothingWatched;
  }

  /** Looks at those whose time has come; returns whose memberships changed by it. */
  async due(now: number): Promise<readonly PersonKey[]> {
    // Where the clock was put back, memory looks at everybody again.
    const isBack = now < this.latest;
    this.latest = now;
    if (this.nextDue > now && !isBack) return [];
    const { changed, nextDue } = await this.ask({ kind: 'due', shard: this.shard, now }, 'due');
    this.nextDue = nextDue;
    return changed;
  }

  /** Goes on looking at everybody of a tenant; see `ResidentShard.sweep`. */
  async sweep(
    tenantId: string,
    from: number,
    now: number,
  ): Promise<{ changed: readonly PersonKey[]; next: number | null }> {
    const swept = await this.ask({ kind: 'sweep', shard: this.shard, tenantId, from, now }, 'swept');
    this.nextDue = swept.nextDue;
    return swept;
  }

  /** Takes in what is new up to a place in the log, and says where those asked about are. */
  async step(news: readonly TenantNews[], to: LogPosition, now: number): Promise<readonly SeenPerson[]> {
    const { seen, nextDue } = await this.ask({ kind: 'step', shard: this.shard, to, now, news }, 'stepped'); // prettier-ignore
    this.nextDue = nextDue;
    return seen;
  }

  /**
   * Begins an answer (see `ResidentShard.answer`) once what the question looks at is held. Nothing comes between the two, so
   * nobody is counted before what is known of them is told; what is read anew later leaves the answer as it began. If it fails
   * the shard is let go of before anybody else's turn: what of it reached the memory is not known.
   * @returns whether everybody was read anew for it
   */
  beginAnswer(asked: AskedQuestion): Promise<{ isRead: boolean; told: Told | null }> {
    return this.exclusive(async () => {
      try {
        const { watched } = await this.ask({ kind: 'watch', shard: this.shard, asked }, 'watched');
        await this.noteWatched(asked.among.tenantId, watched);
        return { isRead: watched.isRead, told: await this.goOn(asked) };
      } catch (fault) {
        await this.release().catch(() => undefined);
        throw fault;
      }
    });
  }

  /** Goes on with an answer. May be asked whatever else is under way. */
  async goOn(asked: AskedQuestion): Promise<Told | null> {
    const { told } = await this.ask({ kind: 'answer', shard: this.shard, asked }, 'told');
    if (told?.isExact) this.answered.add(asked.among.tenantId);
    return told;
  }

  /** Nobody goes on with an answer: what was held for it alone is let go. */
  async abandon({ id, among: { tenantId } }: AskedQuestion): Promise<void> {
    await this.ask({ kind: 'abandon', shard: this.shard, tenantId, id }, 'done');
    this.answered.add(tenantId);
  }

  /** Runs work when no other of the kind is under way. */
  exclusive<T>(work: () => Promise<T>): Promise<T> {
    const done = this.last.then(work);
    this.last = done.catch(() => undefined);
    return done;
  }

  /** @throws when the shard was let go of, or what it was asked failed */
  private ask<K extends Answer['kind']>(ask: Ask, wanted: K): Promise<Extract<Answer, { kind: K }>> {
    if (this.isReleased) throw new Error(`Shard ${this.shard} was let go of; it is to be taken up anew.`);
    return this.threads.ask(ask, wanted);
  }

  /** Lists that only a question asked for are not read for anybody any more, once that is over. */
  private async watchLess(tenantId: string): Promise<void> {
    if (!this.answered.delete(tenantId) || this.asksFor(tenantId).lists.length === 0) return;
    const { watched } = await this.ask({ kind: 'watched', shard: this.shard, tenantId }, 'watched');
    this.watched.set(tenantId, watched);
  }

  private async noteWatched(tenantId: string, watched: Watched): Promise<void> {
    this.watched.set(tenantId, watched);
    if (watched.isRead) this.sweeps.set(tenantId, begin);
    if (watched.isUntold) await this.tellEverybodys(tenantId, watched);
  }

  private async tellEverybodys(tenantId: string, watched: Watched): Promise<void> {
    const { shard } = this;
    for (let from: number | null = 0; from !== null;) {
      const page: { profileIds: readonly string[]; next: number | null } = await this.ask(
        { kind: 'page', shard, tenantId, from },
        'page',
      );
      const known = await this.readKnown(tenantId, page.profileIds, watched);
      if (known.length > 0) await this.ask({ kind: 'tell', shard, tenantId, known }, 'done');
      from = page.next;
    }
  }
}

/** What tells these rules from others. */
function keyOf({ segments, facts }: TenantRules): string {
  const versions = segments.map(({ id, version }) => `${id}:${version}`);
  return JSON.stringify([versions, facts.zone, [...facts.places], facts.stages]);
}
