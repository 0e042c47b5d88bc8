import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Caller } from '../../models/caller.js';
import type { IdentityKind } from '../../models/profile/identity.entity.js';
import type { Traits } from '../../models/profile/profile-history.js';
import { z } from 'zod';
import { AppError } from '../platform/app-error.js';
import { Config } from '../platform/config.js';
import { groupBy } from '../platform/group-by.js';
import { IdentityResolver } from './identity-resolver.js';
import type { ResolvedMention, TraitMention } from './identity-writer.js';
import { mergeTraits, noTraits, type DatedTraits } from './merge-traits.js';
import { profileErrors } from './profiles.errors.js';
import type { ProfilePair } from './plan-identities.js';
import { ProfilesRepository, type PersonalId } from './profiles.repository.js';
import { shardOf } from './shard-of.js';
import { normalId } from './verified-ids.js';

export { verifiedIds } from './verified-ids.js';
export type { ResolvedMention, TraitMention } from './identity-writer.js';
export type { PersonalId } from './profiles.repository.js';
export type { FurtherId } from './identity-mention.js';

/** One person, as they are known now. */
export interface Profile {
  readonly id: string;
  readonly traits: Traits;
  readonly createdAt: Date;
  readonly identities: readonly PersonalId[];
}

/** How to name a profile: exactly one of the four. */
export interface ProfileMention {
  readonly id?: string | null | undefined;
  readonly anonymousId?: string | null | undefined;
  readonly userId?: string | null | undefined;
  /** Any kind of id, in any way of writing it. */
  readonly identity?: { readonly kind: IdentityKind; readonly value: string } | null | undefined;
}

/** A name under which a viewer store keeps a profile; see `aliasOf`. */
export interface ProfileAlias {
  readonly profileId: string;
  readonly alias: string;
  readonly kind: IdentityKind;
  readonly version: number;
  readonly identityId: string;
  /** Since when the id is known. */
  readonly since: Date;
}

/** Who this is: anonymous and known identities, the profiles they lead to, and what was said of them. */
@Injectable()
export class ProfilesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly repository: ProfilesRepository,
    private readonly resolver: IdentityResolver,
    private readonly config: Config,
  ) {}

  /** The slice of the log a profile belongs to, 0 to `SHARDS` - 1. */
  shardOf(profileId: string): number {
    return shardOf(profileId, this.config.shards);
  }

  /**
   * Where mentions lead, without writing; null when that takes a transaction: `resolve` then. A profile named here may have
   * been emptied up to half a minute ago; its identities lead on.
   */
  resolveKnown(
    manager: EntityManager,
    mentions: readonly TraitMention[],
    now: number,
  ): Promise<ResolvedMention[] | null> {
    return this.resolver.resolveKnown(manager, mentions, now);
  }

  /**
   * Leads every mention to a profile inside the caller's transaction: creates, joins, merges and writes traits. A
   * profile that another transaction empties meanwhile may still be named; its identities lead on. Undefined: the person
   * was erased after what the mention speaks of. Each mention carries its tenant, as one transaction may serve several.
   */
  resolve(
    manager: EntityManager,
    mentions: readonly TraitMention[],
    now: number,
  ): Promise<{ resolved: (ResolvedMention | undefined)[]; merges: readonly ProfilePair[] }> {
    return this.resolver.resolve(manager, mentions, now);
  }

  /**
   * The profile a marketer or storefront means, or null when nobody is known by that id. Ids of merged profiles lead
   * to the profile they were merged into.
   * @throws AppError PROFILE_MENTION unless exactly one id is given
   */
  async find(caller: Pick<Caller, 'tenantId'>, mention: ProfileMention): Promise<Profile | null> {
    const id = await this.idOf(caller.tenantId, mention);
    if (id === null) return null;
    const manager = this.dataSource.manager;
    const profile = await this.repository.profile(manager, caller.tenantId, id);
    if (!profile) return null;
    if (profile.mergedInto !== null) return this.find(caller, { id: profile.mergedInto });
    const identities = await this.repository.idsOf(manager, caller.tenantId, id);
    const traits = (await this.traitsOf(manager, caller.tenantId, [id])).get(id) ?? {};
    return { id, traits, createdAt: profile.createdAt, identities };
  }

  /**
   * The identity an id is kept as, and the profile it leads to now, in whatever way the id is written; null when nobody is
   * known by it.
   */
  async lookUp(
    tenantId: string,
    kind: IdentityKind,
    written: string,
  ): Promise<Omit<ResolvedMention, 'toldUnder'> | null> {
    const value = normalId(kind, written);
    if (value === null) return null;
    return this.repository.lookUp(this.dataSource.manager, { tenantId, kind, value });
  }

  /** What a viewer store knows an id by: its keyed hash, which tells nothing of it. Costs some microseconds. */
  aliasOf(tenantId: string, kind: IdentityKind, value: string): string {
    return this.repository.hash({ tenantId, kind, value }).toString('base64url');
  }

  /** Every alias of these profiles, with the version that lets an older one be told from a newer. */
  async aliasesOf(
    manager: EntityManager,
    tenantId: string,
    profileIds: readonly string[],
  ): Promise<ProfileAlias[]> {
    const identities = await this.repository.identitiesOf(manager, tenantId, profileIds);
    return identities.map(({ id, profileId, kind, hash, version, since }) => ({
      identityId: id,
      profileId,
      alias: hash.toString('base64url'),
      kind,
      version,
      since,
    }));
  }

  /** What was told of profiles, of each fact the latest, whichever id it was told under. Of whom nothing was told, is absent. */
  async traitsOf(
    manager: EntityManager,
    tenantId: string,
    profileIds: readonly string[],
  ): Promise<Map<string, Traits>> {
    const told = new Map<string, DatedTraits>();
    for (const { profileId, ...said } of await this.repository.toldOf(manager, tenantId, profileIds))
      told.set(profileId, mergeTraits(told.get(profileId) ?? noTraits, said));
    return new Map([...told].map(([profileId, { traits }]) => [profileId, traits]));
  }

  /** The names that senders of their own gave to these people and their browsers, in the clear, the latest first. */
  ownNamesOf(
    manager: EntityManager,
    tenantId: string,
    profileIds: readonly string[],
  ): Promise<(PersonalId & { profileId: string })[]> {
    return this.repository.idsOfKinds(manager, tenantId, profileIds, ['userId', 'anonymousId']);
  }

  /** The identities that lead to these profiles now: identity id → profile id. */
  async identitiesOf(
    manager: EntityManager,
    tenantId: string,
    profileIds: readonly string[],
  ): Promise<Map<string, string>> {
    const identities = await this.repository.identitiesOf(manager, tenantId, profileIds);
    return new Map(identities.map(({ id, profileId }) => [id, profileId]));
  }

  /** Where identities lead now: identity id → profile id. */
  async ownersOf(
    manager: EntityManager,
    identities: readonly { tenantId: string; identityId: string }[],
  ): Promise<Map<string, string>> {
    if (identities.length === 0) return new Map();
    const owners = await this.repository.ownersOf(manager, identities);
    return new Map(owners.map(({ identityId, profileId }) => [identityId, profileId]));
  }

  /** The whole person behind each identity: all identities that lead where it leads now. One person is one list. */
  async personsOf(
    manager: EntityManager,
    identities: readonly { tenantId: string; identityId: string }[],
  ): Promise<Map<string, readonly string[]>> {
    if (identities.length === 0) return new Map();
    const fellows = await this.repository.fellowsOf(manager, identities);
    const persons = groupBy(fellows, ({ profileId }) => profileId);
    return new Map(
      [...persons.values()].flatMap((person) => {
        const ids = person.map(({ identityId }) => identityId);
        return ids.map((id): [string, readonly string[]] => [id, ids]);
      }),
    );
  }

  /** A page of a shard's living profiles, of every tenant, in a stable order. Begin with null; the last row is the next `after`. */
  page(
    manager: EntityManager,
    shard: number,
    after: { tenantId: string; profileId: string } | null,
    limit: number,
  ): Promise<{ tenantId: string; profileId: string }[]> {
    return this.repository.page(manager, shard, after, limit);
  }

  private async idOf(
    tenantId: string,
    { id, anonymousId, userId, identity }: ProfileMention,
  ): Promise<string | null> {
    const keys = [
      ...(identity ? [identity] : []),
      ...(typeof userId !== 'string' ? [] : [{ kind: 'userId' as const, value: userId }]),
      ...(typeof anonymousId !== 'string' ? [] : [{ kind: 'anonymousId' as const, value: anonymousId }]),
    ];
    const [key] = keys;
    const named = keys.length + (typeof id === 'string' ? 1 : 0);
    if (named !== 1)
      throw new AppError(
        profileErrors.mention,
        'invalid',
        `Name the person by exactly one of profile id, userId, anonymousId and identity; here are ${named === 0 ? 'none' : String(named)}.`,
      );
    if (!key) return z.uuid().safeParse(id).data ?? null;
    return (await this.lookUp(tenantId, key.kind, key.value))?.profileId ?? null;
  }
}
