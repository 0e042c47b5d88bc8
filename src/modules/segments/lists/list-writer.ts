import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { AudienceListEntity } from '../../../models/segment/audience-list.entity.js';
import { hashText, KnownIdsService, type HashedId, type KnownId } from '../../profiles/known-ids.service.js';
import { ProfilesPersonalData } from '../../profiles/personal-data.service.js';
import { ListEntriesRepository } from './list-entries.repository.js';
import { ListNews } from './list-news.js';
import { listArchived } from './lists.errors.js';
import { ListsRepository } from './lists.repository.js';
import { eachOnce } from './named-by.js';

/** What came of some ids. */
export interface ListTally {
  /** Entries that are new. */
  readonly added: number;
  /** Ids that stood on the list before. */
  readonly unchanged: number;
  /** Entries that are gone. */
  readonly removed: number;
  /** Ids of people who were erased since they were said to be on the list. */
  readonly withheld: number;
}

/** Nothing, to begin with. */
export const nothingYet: ListTally = { added: 0, unchanged: 0, removed: 0, withheld: 0 };

/** A list that something is being said of, and since when: what was said of it before is older. */
export type ListBeingChanged = AudienceListEntity;

/** Ids that one transaction takes on: readers of the log wait for whoever writes, so it must be short. */
export const idsAtOnce = 1_000;

/**
 * Puts ids on lists and takes them off, some at a time. Who is meant now is looked at again by evaluation at once; who
 * appears later is evaluated by their own event.
 */
@Injectable()
export class ListWriter {
  constructor(
    private readonly repository: ListsRepository,
    private readonly entries: ListEntriesRepository,
    private readonly known: KnownIdsService,
    private readonly personal: ProfilesPersonalData,
    private readonly news: ListNews,
  ) {}

  /** @throws AppError AUDIENCE_LIST_ARCHIVED when it was meanwhile */
  async put(list: ListBeingChanged, given: readonly KnownId[]): Promise<ListTally> {
    const ids = eachOnce(given);
    return this.change(list, async (manager) => {
      // Kept first: whoever is erased meanwhile is erased before this looks, or after it has written.
      const leaders = await this.known.leadersKept(manager, list.tenantId, ids);
      const erasedAt = await this.personal.erasedAt(manager, list.tenantId, ids);
      const living = ids.filter((_, at) => (erasedAt[at] ?? -Infinity) < list.updatedAt.getTime());
      const isNew = new Set((await this.entries.put(manager, list, living, list.updatedAt)).map(hashText));
      const changed = living.filter(({ hash }) => isNew.has(hashText(hash)));
      const tally = { ...nothingYet, added: changed.length, unchanged: living.length - changed.length, withheld: ids.length - living.length }; // prettier-ignore
      return { tally, changed, touched: whoseAre(changed, leaders) };
    });
  }

  /** Takes people off: these ids, and every other that leads to whom these lead to now. */
  async takeOff(list: ListBeingChanged, ids: readonly KnownId[]): Promise<ListTally> {
    return this.change(list, async (manager) => {
      const leaders = await this.known.leaders(manager, list.tenantId, ids);
      const theirs = await this.known.lastingIdsOf(manager, list.tenantId, [...new Set(leaders.values())]);
      const owners = new Map(
        [...theirs].flatMap(([profileId, own]) => own.map(({ hash }) => [hashText(hash), profileId] as const)), // prettier-ignore
      );
      const hashes = new Map([...ids, ...[...theirs.values()].flat()].map(({ hash }) => [hashText(hash), hash])); // prettier-ignore
      const changed = await this.entries.takeOff(manager, list, [...hashes.values()]);
      return { tally: removed(changed), changed, touched: whoseAre(changed, owners) };
    });
  }

  /** Takes off what was not said again since the change began. */
  async takeOffUnsaid(list: ListBeingChanged): Promise<ListTally> {
    let tally = nothingYet;
    for (let last: Buffer | null = null; ;) {
      const part = await this.change(list, async (manager) => {
        const changed = await this.entries.takeOffUnsaid(manager, list, list.updatedAt, last, idsAtOnce);
        const leaders = await this.known.leaders(manager, list.tenantId, changed);
        last = latest(changed);
        return { tally: removed(changed), changed, touched: [...leaders.values()] };
      });
      tally = addedUp(tally, part);
      if (part.removed < idsAtOnce) return tally;
    }
  }

  /**
   * One transaction, and what follows it. Who was becoming known by a `changed` id just then, or becoming one with
   * somebody else, was perhaps evaluated before the change could be seen: the ids are looked up once more.
   */
  private async change(
    list: ListBeingChanged,
    work: (manager: EntityManager) => Promise<{
      tally: ListTally;
      touched: readonly string[];
      changed: readonly HashedId[];
    }>,
  ): Promise<ListTally> {
    const { manager } = this.repository;
    const { tally, touched, changed, shards } = await this.repository.transaction(async (held) => {
      if (!(await this.repository.keep(held, list.tenantId, list.id))) throw listArchived(list.name);
      const done = await work(held);
      return { ...done, shards: await this.news.ask(held, list.tenantId, done.touched) };
    });
    const late = new Set((await this.known.leaders(manager, list.tenantId, changed)).values());
    for (const profileId of touched) late.delete(profileId);
    const others = await this.news.ask(manager, list.tenantId, late);
    await this.news.wake([...new Set([...shards, ...others])]);
    return tally;
  }
}

/** Whom these ids lead to, as far as they are known. */
function whoseAre(ids: readonly HashedId[], leaders: ReadonlyMap<string, string>): string[] {
  return ids.flatMap(({ hash }) => leaders.get(hashText(hash)) ?? []);
}

function removed(ids: readonly HashedId[]): ListTally {
  return { ...nothingYet, removed: ids.length };
}

/** The last of ids in the order of their hashes, in which they are gone through. */
function latest(ids: readonly HashedId[]): Buffer | null {
  const sorted = ids.map(({ hash }) => hash).sort((one, other) => Buffer.compare(one, other));
  return sorted.at(-1) ?? null;
}

/** Both together. */
export function addedUp(one: ListTally, other: ListTally): ListTally {
  return {
    added: one.added + other.added,
    unchanged: one.unchanged + other.unchanged,
    removed: one.removed + other.removed,
    withheld: one.withheld + other.withheld,
  };
}
