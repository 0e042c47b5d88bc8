import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { z } from 'zod';
import type { Caller } from '../../models/caller.js';
import type { ProfileMerge } from '../../models/profile/profile-merge.entity.js';
import { badCursor, type Page } from '../platform/graphql/connection.js';
import { MergesRepository } from './merges.repository.js';
import { ProfilesRepository } from './profiles.repository.js';

/** What someone asks to be made one, and why. */
export interface MergeRequest {
  readonly fromProfileId: string;
  readonly intoProfileId: string;
  readonly reason: string;
  /** The asker has made sure that they are one person; without it, two people with user ids stay two. */
  readonly isVerified: boolean;
}

/** The record of one merge. */
export type MergeRecord = ProfileMerge;

/** What became of a request to merge. */
export type MergeOutcome =
  | { readonly kind: 'merged'; readonly merge: ProfileMerge }
  | { readonly kind: 'missing'; readonly profileId: string }
  | { readonly kind: 'same'; readonly profileId: string }
  | { readonly kind: 'two-known' };

/** What became of a request to undo a merge. */
export type UnmergeOutcome =
  | { readonly kind: 'undone'; readonly merge: ProfileMerge }
  | { readonly kind: 'missing' }
  | { readonly kind: 'already-undone'; readonly merge: ProfileMerge }
  | { readonly kind: 'later-depends'; readonly later: ProfileMerge };

const uuid = z.uuid();
const pageKey = z.tuple([z.iso.datetime(), z.uuid()]);
/** A profile may be emptied while we wait for it. */
const mostAttempts = 5;

/** Joins profiles at a person's word and parts them again, inside the caller's transaction; and says why any were joined. */
@Injectable()
export class MergesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly repository: MergesRepository,
    private readonly profiles: ProfilesRepository,
  ) {}

  /** Makes two profiles one. Ids of profiles emptied before lead to those that took their place. */
  async merge(
    manager: EntityManager,
    { tenantId, keyId }: Caller,
    request: MergeRequest,
    now: number,
  ): Promise<MergeOutcome> {
    const held = await this.holdBoth(manager, tenantId, request);
    if ('missing' in held) return { kind: 'missing', profileId: held.missing };
    const [fromProfileId, intoProfileId] = held.living;
    if (fromProfileId === intoProfileId) return { kind: 'same', profileId: intoProfileId };
    const both = [fromProfileId, intoProfileId].map((profileId) => ({ tenantId, profileId }));
    const { users } = await this.repository.facts(manager, both);
    if (users.size > 1 && !request.isVerified) return { kind: 'two-known' };
    const id = randomUUID();
    const cause = { cause: 'REQUEST' as const, keyId, messageId: null, reason: request.reason };
    await this.repository.merge(
      manager,
      [{ tenantId, id, fromProfileId, intoProfileId, ...cause }],
      new Date(now),
    );
    const merge = await this.repository.find(manager, tenantId, id);
    if (!merge) throw new Error('A merge that was just written is not there.');
    return { kind: 'merged', merge };
  }

  /** Parts what a merge joined: its identities lead back, with all that came in and was told under them. */
  async unmerge(
    manager: EntityManager,
    { tenantId, keyId }: Caller,
    id: string,
    now: number,
  ): Promise<UnmergeOutcome> {
    if (!uuid.safeParse(id).success) return { kind: 'missing' };
    const found = await this.repository.find(manager, tenantId, id);
    if (!found) return { kind: 'missing' };
    const both = [found.fromProfileId, found.intoProfileId].map((profileId) => ({ tenantId, profileId }));
    await this.repository.hold(manager, both);
    // Only what was read after the wait is true.
    const merge = await this.repository.find(manager, tenantId, id);
    if (!merge) return { kind: 'missing' };
    if (merge.undoneAt) return { kind: 'already-undone', merge };
    const later = await this.repository.livingOf(manager, tenantId, merge.intoProfileId);
    if (later) return { kind: 'later-depends', later };
    await this.repository.undo(manager, merge, keyId, new Date(now));
    merge.undoneAt = new Date(now);
    merge.undoneBy = keyId;
    return { kind: 'undone', merge };
  }

  /**
   * Merges, newest first, those undone included; of one profile, or of all. One row more than the page where there is more.
   * @throws AppError BAD_CURSOR
   */
  async list(
    { tenantId }: Caller,
    profileId: string | null | undefined,
    page: Page,
  ): Promise<ProfileMerge[]> {
    const before = page.afterKey === null ? null : pageKey.safeParse(page.afterKey);
    if (before?.success === false) throw badCursor();
    if (typeof profileId === 'string' && !uuid.safeParse(profileId).success) return [];
    const { manager } = this.dataSource;
    return this.repository.list(manager, tenantId, profileId ?? null, before?.data ?? null, page.limit + 1);
  }

  /** Who profiles are now: profile id → that of the profile it was made one with, or its own. Absent is whom there is none of. */
  async livingIdsOf(
    { tenantId }: Pick<Caller, 'tenantId'>,
    profileIds: readonly string[],
  ): Promise<ReadonlyMap<string, string>> {
    if (profileIds.length === 0) return new Map();
    const living = await this.repository.living(this.dataSource.manager, tenantId, profileIds);
    return new Map(living.map(({ given, profileId }) => [given, profileId]));
  }

  private async holdBoth(
    manager: EntityManager,
    tenantId: string,
    { fromProfileId, intoProfileId }: MergeRequest,
  ): Promise<{ missing: string } | { living: [string, string] }> {
    for (let attempt = 0; attempt < mostAttempts; attempt++) {
      const from = await this.livingOf(manager, tenantId, fromProfileId);
      if (from === null) return { missing: fromProfileId };
      const into = await this.livingOf(manager, tenantId, intoProfileId);
      if (into === null) return { missing: intoProfileId };
      const keys = [...new Set([from, into])].map((profileId) => ({ tenantId, profileId }));
      const held = await this.repository.hold(manager, keys);
      // Fewer than asked for: one was erased while we waited for it, and is missing the next time.
      const areHeld = held.length === keys.length && held.every(({ mergedInto }) => mergedInto === null);
      if (areHeld) return { living: [from, into] };
    }
    throw new Error('Two profiles could not be held: others emptied them every time.');
  }

  /** The profile that stands for this one now; null when there is none of that id. */
  private async livingOf(manager: EntityManager, tenantId: string, id: string): Promise<string | null> {
    if (!uuid.safeParse(id).success) return null;
    const profile = await this.profiles.profile(manager, tenantId, id);
    if (!profile) return null;
    return profile.mergedInto === null ? profile.id : this.livingOf(manager, tenantId, profile.mergedInto);
  }
}
