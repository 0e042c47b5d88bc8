import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Traits } from '../../models/profile/profile-history.js';
import { Config } from '../platform/config.js';
import { CarsRepository } from './cars.repository.js';
import { HouseholdsRepository } from './households.repository.js';
import { mergeTraits, noTraits, stated } from './merge-traits.js';
import { MergesRepository } from './merges.repository.js';
import type { IdentityMention } from './identity-mention.js';
import type { IdentityPlan, ProfilePair } from './plan-identities.js';
import { ProfilesRepository, type ToldTraits } from './profiles.repository.js';
import { shardOf } from './shard-of.js';

/** Who an event is about, what it says of them, and which event it is. */
export interface TraitMention extends IdentityMention {
  readonly traits?: Traits | undefined;
  /** Id of the household they live in, or null where they left it. */
  readonly household?: string | null | undefined;
  readonly messageId: string;
  /** Public id of the key that sent it. */
  readonly sourceId: string;
}

/** Where a mention leads. */
export interface ResolvedMention {
  readonly profileId: string;
  readonly identityId: string;
  /** What is said of the person is told under it; another than `identityId`, or none, where but a car led to them. */
  readonly toldUnder: string | undefined;
}

/** Writes down what was decided of who is who, and what was said of them. */
@Injectable()
export class IdentityWriter {
  constructor(
    private readonly repository: ProfilesRepository,
    private readonly merging: MergesRepository,
    private readonly cars: CarsRepository,
    private readonly households: HouseholdsRepository,
    private readonly config: Config,
  ) {}

  /** False when another writer was first with one of them. */
  async create(manager: EntityManager, created: IdentityPlan['created'], now: number): Promise<boolean> {
    if (created.length === 0) return true;
    const wanted = created.map((one) => ({ ...one, shard: shardOf(one.profileId, this.config.shards) }));
    return (await this.repository.create(manager, wanted, new Date(now))) === wanted.length;
  }

  /** Changes where identities lead, and writes what was said. */
  async write(
    manager: EntityManager,
    mentions: readonly TraitMention[],
    { leads, merges, handovers, begun }: IdentityPlan,
    now: number,
  ): Promise<void> {
    for (const car of handovers) await this.cars.handOver(manager, car);
    if (begun.length > 0) await this.cars.begin(manager, begun);
    for (const round of inRounds(merges)) {
      const caused = round.map((pair) => ({ ...pair, ...causeIn(mentions[pair.saidBy]), id: randomUUID() }));
      await this.merging.merge(manager, caused, new Date(now));
    }
    await this.writeTraits(manager, mentions, leads);
    await this.writeHouseholds(manager, mentions, leads);
  }

  private async writeHouseholds(
    manager: EntityManager,
    mentions: readonly TraitMention[],
    leads: IdentityPlan['leads'],
  ): Promise<void> {
    const said = mentions.flatMap(({ tenantId, household, at }, index) => {
      const identityId = leads[index]?.toldUnder;
      return household === undefined || identityId === undefined ? [] : [{ tenantId, identityId, household, at }]; // prettier-ignore
    });
    if (said.length > 0) await this.households.say(manager, said);
  }

  /** What mentions say of people, under the surest id of each that is no car; its identities are kept by this transaction. */
  private async writeTraits(
    manager: EntityManager,
    mentions: readonly TraitMention[],
    leads: IdentityPlan['leads'],
  ): Promise<void> {
    const said = new Map<string, ToldTraits>();
    mentions.forEach(({ tenantId, traits, at }, index) => {
      const identityId = leads[index]?.toldUnder;
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

function causeIn(mention: TraitMention | undefined) {
  return {
    cause: 'EVENT' as const,
    keyId: mention?.sourceId ?? null,
    messageId: mention?.messageId ?? null,
    reason: null,
  };
}
