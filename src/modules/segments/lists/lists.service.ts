import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Caller } from '../../../models/caller.js';
import type { AudienceListEntity } from '../../../models/segment/audience-list.entity.js';
import type { Page } from '../../platform/graphql/connection.js';
import { groupBy } from '../../platform/group-by.js';
import { hashText, KnownIdsService, type HashedId } from '../../profiles/known-ids.service.js';
import { ProfilesService, type ProfileAlias } from '../../profiles/profiles.service.js';
import { ListEntriesRepository } from './list-entries.repository.js';
import { listNotFound } from './lists.errors.js';
import { ListsRepository } from './lists.repository.js';

/** Which lists people stand on, by profile; who stands on none is absent. */
export type ListsByProfile = ReadonlyMap<string, readonly string[]>;

/** Of whom it has to be known on which lists they stand, and where it is read; null: of everybody, which reads lists whole. */
export interface Whose {
  readonly profileIds: readonly string[] | null;
  readonly manager?: EntityManager;
}

/** Entries looked up at once where everybody is asked for: so few that PostgreSQL does not read all identities for them. */
const entriesAtOnce = 2_000;

/** What lists there are, and who stands on them now. */
@Injectable()
export class ListsService {
  constructor(
    private readonly repository: ListsRepository,
    private readonly entries: ListEntriesRepository,
    private readonly known: KnownIdsService,
    private readonly profiles: ProfilesService,
  ) {}

  /** @throws AppError AUDIENCE_LIST_NOT_FOUND */
  async find(caller: Pick<Caller, 'tenantId'>, id: string): Promise<AudienceListEntity> {
    const list = await this.repository.find(caller.tenantId, id);
    if (!list) throw listNotFound(id);
    return list;
  }

  /** The list of that name that is not archived, or null. */
  named(tenantId: string, name: string): Promise<AudienceListEntity | null> {
    return this.repository.named(tenantId, name.trim());
  }

  /** Newest first, one more than the page holds. */
  list({ tenantId }: Caller, page: Page, includeArchived: boolean): Promise<AudienceListEntity[]> {
    return this.repository.page(tenantId, page, includeArchived);
  }

  /** All of a tenant's, archived ones too. */
  all(manager: EntityManager, tenantId: string): Promise<AudienceListEntity[]> {
    return this.repository.all(manager, tenantId);
  }

  /** What each is called, archived ones too. */
  async names(tenantId: string): Promise<ReadonlyMap<string, string>> {
    const lists = await this.repository.all(this.repository.manager, tenantId);
    return new Map(lists.map(({ id, name }) => [id, name]));
  }

  /** How many ids stand on it. */
  size({ tenantId }: Pick<Caller, 'tenantId'>, id: string): Promise<number> {
    return this.entries.size(this.repository.manager, { tenantId, id });
  }

  /** How many of them lead to somebody now. Looks each of them up. */
  async countKnown({ tenantId }: Caller, id: string): Promise<number> {
    let count = 0;
    for await (const ids of this.pagesOf(this.repository.manager, tenantId, id))
      count += (await this.known.leaders(this.repository.manager, tenantId, ids)).size;
    return count;
  }

  /** How many people that are: who stands on it by several ids counts once. Looks each id up. */
  async countPeople({ tenantId }: Pick<Caller, 'tenantId'>, id: string): Promise<number> {
    return (await this.everyoneOn(this.repository.manager, tenantId, [id])).size;
  }

  /**
   * On which of these lists each of these profiles stands now, whichever of their ids is on it. Two reads by index, however
   * many people and lists; none where no list is asked for.
   */
  async listsOf(
    manager: EntityManager,
    tenantId: string,
    profileIds: readonly string[],
    listIds: readonly string[],
  ): Promise<ListsByProfile> {
    if (listIds.length === 0 || profileIds.length === 0) return new Map();
    const aliases = await this.profiles.aliasesOf(manager, tenantId, profileIds);
    return this.listsUnder(manager, tenantId, aliases, listIds);
  }

  /** The same, for who has read their aliases already: one read. */
  async listsUnder(
    manager: EntityManager,
    tenantId: string,
    aliases: readonly Pick<ProfileAlias, 'alias' | 'profileId'>[],
    listIds: readonly string[],
  ): Promise<ListsByProfile> {
    if (listIds.length === 0 || aliases.length === 0) return new Map();
    const owners = new Map(aliases.map(({ alias, profileId }) => [alias, profileId]));
    const hashes = aliases.map(({ alias }) => Buffer.from(alias, 'base64url'));
    const standings = await this.entries.standings(manager, tenantId, listIds, hashes);
    return byProfile(
      standings.map(({ listId, hash }) => ({ listId, profileId: owners.get(hashText(hash)) })),
    );
  }

  /** Everybody who stands on any of these lists now. Reads the lists whole and looks each id of them up. */
  async everyoneOn(
    manager: EntityManager,
    tenantId: string,
    listIds: readonly string[],
  ): Promise<ListsByProfile> {
    const standing: { listId: string; profileId: string }[] = [];
    for (const listId of listIds)
      for await (const ids of this.pagesOf(manager, tenantId, listId))
        for (const profileId of (await this.known.leaders(manager, tenantId, ids)).values())
          standing.push({ listId, profileId });
    return byProfile(standing);
  }

  /** Whether somebody stands on one of these lists, to be asked while rules are looked at. */
  async standing(
    tenantId: string,
    listIds: readonly string[],
    { profileIds, manager = this.repository.manager }: Whose,
  ): Promise<(listId: string, profileId: string) => boolean> {
    const lists =
      profileIds === null
        ? await this.everyoneOn(manager, tenantId, listIds)
        : await this.listsOf(manager, tenantId, profileIds, listIds);
    return (listId, profileId) => lists.get(profileId)?.includes(listId) ?? false;
  }

  private async *pagesOf(manager: EntityManager, tenantId: string, id: string): AsyncGenerator<HashedId[]> {
    let last: Buffer | null = null;
    do {
      const page: HashedId[] = await this.entries.after(manager, { tenantId, id }, last, entriesAtOnce);
      yield page;
      last = page.length === entriesAtOnce ? (page.at(-1)?.hash ?? null) : null;
    } while (last !== null);
  }
}

function byProfile(
  standing: readonly { readonly listId: string; readonly profileId: string | undefined }[],
): ListsByProfile {
  const groups = groupBy(standing, ({ profileId }) => profileId ?? '');
  return new Map([...groups].map(([profileId, own]) => [profileId, [...new Set(own.map(({ listId }) => listId))]])); // prettier-ignore
}
