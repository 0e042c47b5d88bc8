import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Traits } from '../../models/profile/profile-history.js';
import { Config } from '../platform/config.js';
import { IdentityMemory } from './identity-memory.js';
import { mergeTraits, noTraits, stated, type DatedTraits } from './merge-traits.js';
import { keysOf, keyText, planIdentities, type IdentityKey, type IdentityMention, type IdentityPlan, type KnownIdentity, type ProfilePair } from './plan-identities.js'; // prettier-ignore
import { ProfilesRepository } from './profiles.repository.js';
import { shardOf } from './shard-of.js';

/** Who an event is about, and what it says of them. */
export interface TraitMention extends IdentityMention {
  readonly traits?: Traits | undefined;
  /** When it was said, milliseconds since the epoch. */
  readonly at: number;
}

/** Where a mention leads. An event with both ids is the user's. */
export interface ResolvedMention {
  readonly profileId: string;
  readonly identityId: string;
}

/** Most often another writer can be first with the same new visitors before we call it a fault. */
const mostAttempts = 5;

/** Turns mentions into profiles within one transaction. The decision is `planIdentities`; this locks, writes and tries again. */
@Injectable()
export class IdentityResolver {
  private readonly memory = new IdentityMemory();

  constructor(
    private readonly repository: ProfilesRepository,
    private readonly config: Config,
  ) {}

  /** Where mentions lead, from memory alone; null when one is new to us, or joins ids, or says something of a person. */
  recall(mentions: readonly TraitMention[], now: number): ResolvedMention[] | null {
    const resolved: ResolvedMention[] = [];
    for (const mention of mentions) {
      const [key] = keysOf(mention);
      const known = key && isPassing(mention) ? this.memory.recall(key, now) : undefined;
      if (!known) return null;
      resolved.push({ profileId: known.profileId, identityId: known.id });
    }
    return resolved;
  }

  async resolve(
    manager: EntityManager,
    mentions: readonly TraitMention[],
    now: number,
  ): Promise<{ resolved: ResolvedMention[]; merges: readonly ProfilePair[] }> {
    const { known, merges } = await this.settle(manager, mentions, now);
    if (merges.length > 0) await this.repository.merge(manager, merges, new Date(now));
    const movedTo = new Map(merges.map((pair) => [pair.fromProfileId, pair.intoProfileId]));
    const byKey = new Map(known.map((identity) => [keyText(identity), identity]));
    const resolved = mentions.map((mention) => {
      const [key] = keysOf(mention);
      const identity = key && byKey.get(keyText(key));
      if (!identity) throw new Error('A mention without an identity reached the resolver.');
      const profileId = movedTo.get(identity.profileId) ?? identity.profileId;
      return { profileId, identityId: identity.id };
    });
    await this.writeTraits(manager, mentions, resolved, merges);
    return { resolved, merges };
  }

  /** Reads what is known and creates what is not, until every mention has its identities. */
  private async settle(
    manager: EntityManager,
    mentions: readonly TraitMention[],
    now: number,
  ): Promise<{ known: KnownIdentity[]; merges: readonly ProfilePair[] }> {
    const { kept, passing } = sortKeys(mentions);
    const recalled = passing.flatMap((key) => this.memory.recall(key, now) ?? []);
    const isRecalled = new Set(recalled.map(keyText));
    const unseen = passing.filter((key) => !isRecalled.has(keyText(key)));
    for (let attempt = 0; attempt < mostAttempts; attempt++) {
      const held = kept.length > 0 ? await this.repository.identities(manager, kept, 'kept') : [];
      const seen = unseen.length > 0 ? await this.repository.identities(manager, unseen, 'passing') : [];
      // Later we would also see what we have made ourselves, which may yet be taken back.
      if (attempt === 0) this.memory.remember(seen, now);
      const known = [...held, ...recalled, ...seen];
      const plan = await this.plan(manager, mentions, known, held);
      if (plan.created.length === 0) return { known, merges: plan.merges };
      const wanted = plan.created.map((one) => ({
        ...one,
        shard: shardOf(one.profileId, this.config.shards),
      }));
      const made = await this.repository.create(manager, wanted, new Date(now));
      if (made === wanted.length) return { known: [...known, ...plan.created], merges: plan.merges };
    }
    throw new Error('New identities could not be settled: other writers were first every time.');
  }

  private async plan(
    manager: EntityManager,
    mentions: readonly IdentityMention[],
    known: readonly KnownIdentity[],
    held: readonly KnownIdentity[],
  ): Promise<IdentityPlan> {
    const owned = new Set(known.filter(({ kind }) => kind === 'userId').map(({ profileId }) => profileId));
    const unclear = held.filter(({ kind, profileId }) => kind === 'anonymousId' && !owned.has(profileId));
    const usedBy = unclear.length > 0 ? await this.repository.usedBy(manager, unclear) : [];
    return planIdentities(mentions, known, new Set(usedBy), randomUUID);
  }

  /** What mentions say of people, and what emptied profiles knew, onto the profiles that remain. */
  private async writeTraits(
    manager: EntityManager,
    mentions: readonly TraitMention[],
    resolved: readonly ResolvedMention[],
    merges: readonly ProfilePair[],
  ): Promise<void> {
    const said = new Map<string, { tenantId: string; id: string; told: DatedTraits }>();
    mentions.forEach(({ tenantId, traits, at }, index) => {
      const id = resolved[index]?.profileId;
      if (id === undefined || !traits || Object.keys(traits).length === 0) return;
      said.set(id, { tenantId, id, told: mergeTraits(said.get(id)?.told ?? noTraits, stated(traits, at)) });
    });
    for (const { tenantId, intoProfileId: id } of merges)
      if (!said.has(id)) said.set(id, { tenantId, id, told: noTraits });
    if (said.size === 0) return;
    const emptied = merges.map(({ tenantId, fromProfileId }) => ({ tenantId, id: fromProfileId }));
    const stored = await this.repository.lockProfiles(manager, [...said.values(), ...emptied]);
    const byId = new Map(stored.map((profile) => [profile.id, profile]));
    for (const { fromProfileId, intoProfileId } of merges) {
      const [entry, from] = [said.get(intoProfileId), byId.get(fromProfileId)];
      if (entry && from) said.set(intoProfileId, { ...entry, told: mergeTraits(entry.told, from) });
    }
    await this.repository.saveTraits(
      manager,
      [...said.values()].map(({ tenantId, id, told }) => ({
        tenantId,
        id,
        ...mergeTraits(byId.get(id) ?? noTraits, told),
      })),
    );
  }
}

/**
 * Each key once. Whoever may join profiles or writes traits needs the identity to stay where it leads; whoever only
 * appends events does not: an event keeps its identity, so a merge that happens meanwhile takes the event along.
 */
function sortKeys(mentions: readonly TraitMention[]): { kept: IdentityKey[]; passing: IdentityKey[] } {
  const kept = new Map<string, IdentityKey>();
  const passing = new Map<string, IdentityKey>();
  for (const mention of mentions) {
    const keys = keysOf(mention);
    const group = isPassing(mention) ? passing : kept;
    for (const key of keys) group.set(keyText(key), key);
  }
  for (const text of kept.keys()) passing.delete(text);
  return { kept: [...kept.values()], passing: [...passing.values()] };
}

/** Names one id and says nothing of the person. */
function isPassing({ anonymousId, userId, traits }: TraitMention): boolean {
  return traits === undefined && (anonymousId === undefined || userId === undefined);
}
