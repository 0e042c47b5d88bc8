import { randomUUID } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Traits } from '../../models/profile/profile-history.js';
import { Changes } from '../platform/changes.js';
import { Config } from '../platform/config.js';
import { identitiesTopic, IdentityMemory } from './identity-memory.js';
import { mergeTraits, noTraits, stated } from './merge-traits.js';
import { MergesRepository } from './merges.repository.js';
import { keysOf, keyText, planIdentities, type IdentityKey, type IdentityMention, type IdentityPlan, type KnownIdentity, type ProfilePair } from './plan-identities.js'; // prettier-ignore
import { PersonsRepository } from './persons.repository.js';
import { ProfilesRepository, type ToldTraits } from './profiles.repository.js';
import { shardOf } from './shard-of.js';

/** Who an event is about, what it says of them, and which event it is. */
export interface TraitMention extends IdentityMention {
  readonly traits?: Traits | undefined;
  /** When it was said, milliseconds since the epoch. */
  readonly at: number;
  readonly messageId: string;
  /** Public id of the key that sent it. */
  readonly sourceId: string;
}

/** Where a mention leads: to the surest of its ids. */
export interface ResolvedMention {
  readonly profileId: string;
  readonly identityId: string;
}

/** Most often another writer can be first with the same new visitors before we call it a fault. */
const mostAttempts = 5;

/** Turns mentions into profiles within one transaction. The decision is `planIdentities`; this locks, writes and tries again. */
@Injectable()
export class IdentityResolver implements OnModuleInit {
  private readonly memory = new IdentityMemory();

  constructor(
    private readonly repository: ProfilesRepository,
    private readonly merging: MergesRepository,
    private readonly persons: PersonsRepository,
    private readonly changes: Changes,
    private readonly config: Config,
  ) {}

  onModuleInit(): void {
    this.changes.listen(identitiesTopic, (tenantId) => this.memory.forget(tenantId));
  }

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

  /** Undefined stands for a mention of somebody who was erased after what it speaks of: it leads to nobody. */
  async resolve(
    manager: EntityManager,
    mentions: readonly TraitMention[],
    now: number,
  ): Promise<{ resolved: (ResolvedMention | undefined)[]; merges: readonly ProfilePair[] }> {
    const { living, known, merges } = await this.settle(manager, mentions, now);
    const resolved = await this.write(manager, living, known, merges, now);
    if (living.length === mentions.length) return { resolved, merges };
    const places = new Map(living.map((mention, at) => [mention, resolved[at]]));
    return { resolved: mentions.map((mention) => places.get(mention)), merges };
  }

  private async write(
    manager: EntityManager,
    mentions: readonly TraitMention[],
    known: readonly KnownIdentity[],
    merges: IdentityPlan['merges'],
    now: number,
  ): Promise<ResolvedMention[]> {
    for (const round of inRounds(merges)) {
      const caused = round.map((pair) => ({ ...pair, ...causeIn(mentions[pair.saidBy]), id: randomUUID() }));
      await this.merging.merge(manager, caused, new Date(now));
    }
    const movedTo = endsOf(merges);
    const byKey = new Map(known.map((identity) => [keyText(identity), identity]));
    const resolved = mentions.map((mention) => {
      const [key] = keysOf(mention);
      const identity = key && byKey.get(keyText(key));
      if (!identity) throw new Error('A mention without an identity reached the resolver.');
      const profileId = movedTo.get(identity.profileId) ?? identity.profileId;
      return { profileId, identityId: identity.id };
    });
    await this.writeTraits(manager, mentions, resolved);
    return resolved;
  }

  /**
   * Reads what is known and creates what is not, until every mention has its identities; mentions of people erased since
   * fall away. Who was erased is asked after identities were read: one that is gone by then was erased before.
   */
  private async settle(
    manager: EntityManager,
    mentions: readonly TraitMention[],
    now: number,
  ): Promise<{ living: readonly TraitMention[]; known: KnownIdentity[]; merges: IdentityPlan['merges'] }> {
    const { kept, passing } = sortKeys(mentions);
    const recalled = passing.flatMap((key) => this.memory.recall(key, now) ?? []);
    const isRecalled = new Set(recalled.map(keyText));
    const unseen = passing.filter((key) => !isRecalled.has(keyText(key)));
    for (let attempt = 0; attempt < mostAttempts; attempt++) {
      const held = kept.length > 0 ? await this.repository.identities(manager, kept, 'kept') : [];
      const seen = unseen.length > 0 ? await this.repository.identities(manager, unseen, 'passing') : [];
      const erased = await this.persons.erased(manager, [...kept, ...unseen]);
      const living = erased.size === 0 ? mentions : mentions.filter((one) => !speaksOfErased(one, erased));
      // Later we would also see what we have made ourselves, which may yet be taken back. And whoever is back after an
      // erasure is looked at each time: late events must not be theirs.
      if (attempt === 0) this.memory.remember(seen.filter((key) => !erased.has(keyText(key))), now); // prettier-ignore
      const known = [...held, ...recalled, ...seen];
      const { created, merges } = await this.plan(manager, living, known);
      if (await this.create(manager, created, now)) return { living, known: [...known, ...created], merges };
    }
    throw new Error('New identities could not be settled: other writers were first every time.');
  }

  /** False when another writer was first with one of them. */
  private async create(
    manager: EntityManager,
    created: IdentityPlan['created'],
    now: number,
  ): Promise<boolean> {
    if (created.length === 0) return true;
    const wanted = created.map((one) => ({ ...one, shard: shardOf(one.profileId, this.config.shards) }));
    return (await this.repository.create(manager, wanted, new Date(now))) === wanted.length;
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

  /** What mentions say of people, under the id each of them names first; its identities are kept by this transaction. */
  private async writeTraits(
    manager: EntityManager,
    mentions: readonly TraitMention[],
    resolved: readonly ResolvedMention[],
  ): Promise<void> {
    const said = new Map<string, ToldTraits>();
    mentions.forEach(({ tenantId, traits, at }, index) => {
      const identityId = resolved[index]?.identityId;
      if (identityId === undefined || !traits || Object.keys(traits).length === 0) return;
      const told = mergeTraits(said.get(identityId) ?? noTraits, stated(traits, at));
      said.set(identityId, { tenantId, identityId, ...told });
    });
    if (said.size === 0) return;
    for (const stored of await this.repository.toldUnder(manager, [...said.values()])) {
      const { tenantId, identityId } = stored;
      const told = mergeTraits(stored, said.get(identityId) ?? noTraits);
      said.set(identityId, { tenantId, identityId, ...told });
    }
    await this.repository.saveTold(manager, [...said.values()]);
  }
}

function speaksOfErased(mention: TraitMention, erased: ReadonlyMap<string, number>): boolean {
  return keysOf(mention).some((key) => mention.at <= (erased.get(keyText(key)) ?? -Infinity));
}

/** Merges that can be done together: none empties what another of its round fills. */
function inRounds<T extends ProfilePair>(merges: readonly T[]): T[][] {
  const rounds: T[][] = [];
  for (const pair of merges) {
    const round = rounds.at(-1);
    if (!round || round.some(({ intoProfileId }) => intoProfileId === pair.fromProfileId))
      rounds.push([pair]);
    else round.push(pair);
  }
  return rounds;
}

/** Where each emptied profile's identities are in the end. */
function endsOf(merges: readonly ProfilePair[]): Map<string, string> {
  const ends = new Map<string, string>();
  for (const { fromProfileId, intoProfileId } of merges.toReversed())
    ends.set(fromProfileId, ends.get(intoProfileId) ?? intoProfileId);
  return ends;
}

function causeIn(mention: TraitMention | undefined) {
  return {
    cause: 'EVENT' as const,
    keyId: mention?.sourceId ?? null,
    messageId: mention?.messageId ?? null,
    reason: null,
  };
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
function isPassing({ anonymousId, userId, others, traits }: TraitMention): boolean {
  return traits === undefined && others === undefined && (anonymousId === undefined || userId === undefined);
}
