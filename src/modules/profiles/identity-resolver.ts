import { randomUUID } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { isThing } from '../../models/profile/identity.entity.js';
import { Changes } from '../platform/changes.js';
import { identitiesTopic, IdentityMemory } from './identity-memory.js';
import { IdentityWriter, type ResolvedMention, type TraitMention } from './identity-writer.js';
import { MergesRepository } from './merges.repository.js';
import { keysOf, keyText, type IdentityKey, type IdentityMention } from './identity-mention.js';
import {
  planIdentities,
  type IdentityPlan,
  type KnownIdentity,
  type ProfilePair,
} from './plan-identities.js';
import { PersonsRepository } from './persons.repository.js';
import { ProfilesRepository } from './profiles.repository.js';

/** Most often another writer can be first with the same new visitors before we call it a fault. */
const mostAttempts = 5;

/**
 * Turns mentions into profiles within one transaction. The decision is `planIdentities`; this locks and tries again;
 * `IdentityWriter` writes.
 */
@Injectable()
export class IdentityResolver implements OnModuleInit {
  private readonly memory = new IdentityMemory();

  constructor(
    private readonly repository: ProfilesRepository,
    private readonly merging: MergesRepository,
    private readonly persons: PersonsRepository,
    private readonly writer: IdentityWriter,
    private readonly changes: Changes,
  ) {}

  onModuleInit(): void {
    this.changes.listen(identitiesTopic, (tenantId) => this.memory.forget(tenantId));
  }

  /** Where mentions lead, as remembered or else read; null when one is new to us, or joins ids, or says something of a person. */
  async resolveKnown(
    manager: EntityManager,
    mentions: readonly TraitMention[],
    now: number,
  ): Promise<ResolvedMention[] | null> {
    const keys: IdentityKey[] = [];
    for (const mention of mentions) {
      const [key] = isPassing(mention) ? keysOf(mention) : [];
      if (!key) return null;
      keys.push(key);
    }
    const inMemory = () => keys.map((key) => this.memory.recall(key, now));
    let known = inMemory();
    if (known.includes(undefined)) {
      await this.read(manager, keys.filter((_, at) => known[at] === undefined), now); // prettier-ignore
      known = inMemory();
    }
    const resolved: ResolvedMention[] = [];
    for (const one of known)
      if (one) resolved.push({ profileId: one.profileId, identityId: one.id, toldUnder: one.id });
    return resolved.length < mentions.length ? null : resolved;
  }

  /**
   * Undefined stands for a mention that leads to nobody: of somebody who was erased after what it speaks of, or of nothing
   * but a car that is not known, or was another's then.
   */
  async resolve(
    manager: EntityManager,
    mentions: readonly TraitMention[],
    now: number,
  ): Promise<{ resolved: (ResolvedMention | undefined)[]; merges: readonly ProfilePair[] }> {
    const { spoken, living, plan } = await this.settle(manager, mentions, now);
    const { leads, merges } = plan;
    await this.writer.write(manager, living, plan, now);
    if (living.length === mentions.length) return { resolved: [...leads], merges };
    const places = new Map(living.map((mention, at) => [mention, leads[at]]));
    return { resolved: spoken.map((mention) => mention && places.get(mention)), merges };
  }

  /**
   * Reads what is known and creates what is not, until every mention has its identities; mentions of people erased since
   * fall away. Who was erased is asked after identities were read: one that is gone by then was erased before.
   */
  private async settle(
    manager: EntityManager,
    mentions: readonly TraitMention[],
    now: number,
  ): Promise<{
    spoken: readonly (TraitMention | undefined)[];
    living: readonly TraitMention[];
    plan: IdentityPlan;
  }> {
    const { kept, passing } = sortKeys(mentions);
    const recalled = passing.flatMap((key) => this.memory.recall(key, now) ?? []);
    const isRecalled = new Set(recalled.map(keyText));
    const unseen = passing.filter((key) => !isRecalled.has(keyText(key)));
    for (let attempt = 0; attempt < mostAttempts; attempt++) {
      const held = kept.length > 0 ? await this.repository.identities(manager, kept, 'kept') : [];
      const seen = unseen.length > 0 ? await this.repository.identities(manager, unseen, 'passing') : [];
      const erased = await this.persons.erased(manager, [...kept, ...unseen]);
      const spoken = erased.size === 0 ? mentions : mentions.map((one) => withoutErased(one, erased));
      const living = spoken.flatMap((one) => one ?? []);
      // Later we would also see what we have made ourselves, which may yet be taken back.
      if (attempt === 0) this.remember(seen, erased, now);
      const known = [...held, ...recalled, ...seen];
      const plan = await this.plan(manager, living, known);
      if (await this.writer.create(manager, plan.created, now)) return { spoken, living, plan };
    }
    throw new Error('New identities could not be settled: other writers were first every time.');
  }

  /** Remembers who is stored under these keys. */
  private async read(manager: EntityManager, keys: readonly IdentityKey[], now: number): Promise<void> {
    const distinct = [...new Map(keys.map((key) => [keyText(key), key])).values()];
    const seen = await this.repository.identities(manager, distinct, 'passing');
    this.remember(seen, await this.persons.erased(manager, seen), now);
  }

  /** Whoever is back after an erasure is looked at each time: late events must not be theirs. */
  private remember(seen: readonly KnownIdentity[], erased: ReadonlyMap<string, number>, now: number): void {
    const isErased = (identity: KnownIdentity) => erased.has(keyText(identity));
    this.memory.remember(erased.size === 0 ? seen : seen.filter((one) => !isErased(one)), now);
  }

  /** Whoever joins ids holds their profiles: else another may empty one while an id is being added to it. */
  private async plan(
    manager: EntityManager,
    mentions: readonly IdentityMention[],
    known: readonly KnownIdentity[],
  ): Promise<IdentityPlan> {
    const joined = profilesJoined(mentions, known);
    if (joined.length > 0) await this.merging.hold(manager, joined);
    return planIdentities(mentions, known, await this.merging.facts(manager, joined), randomUUID);
  }
}

/**
 * What remains of a mention: nothing of one that names somebody erased after what it speaks of. Where that is but their car,
 * and a person is named beside, it is that person's, and says nothing of the car.
 */
function withoutErased(mention: TraitMention, erased: ReadonlyMap<string, number>): TraitMention | undefined {
  const keys = keysOf(mention);
  const gone = keys.filter((key) => mention.at <= (erased.get(keyText(key)) ?? -Infinity));
  if (gone.length === 0) return mention;
  const [surest] = keys;
  if (!surest || isThing(surest.kind) || gone.some(({ kind }) => kind !== 'ownedVin')) return undefined;
  const others = mention.others?.filter(({ kind }) => kind !== 'ownedVin');
  return { ...mention, others, deliveredVin: undefined };
}

/** Stored profiles that mentions join, to each other or to an id not seen before. */
function profilesJoined(mentions: readonly IdentityMention[], known: readonly KnownIdentity[]) {
  const profileOf = new Map(known.map((identity) => [keyText(identity), identity.profileId]));
  const joined = new Map<string, { tenantId: string; profileId: string }>();
  for (const mention of mentions) {
    const ends = new Set(keysOf(mention).map((key) => profileOf.get(keyText(key))));
    if (ends.size < 2) continue;
    for (const profileId of ends)
      if (profileId !== undefined) joined.set(profileId, { tenantId: mention.tenantId, profileId });
  }
  return [...joined.values()];
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
function isPassing({ anonymousId, userId, others, traits, household }: TraitMention): boolean {
  const saysNothing = traits === undefined && household === undefined;
  return saysNothing && others === undefined && (anonymousId === undefined || userId === undefined);
}
