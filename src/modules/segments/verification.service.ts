import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ProfilesService } from '../profiles/profiles.service.js';
import { compare, type Disagreement, type Membership } from './audit/compare.js';
import { EvaluationRepository, type Stay } from './evaluation.repository.js';
import { LivingIds } from './living-ids.js';
import { matches } from './meaning/matches.js';
import { needOf } from './need.js';
import { PeopleService } from './people.service.js';
import { SegmentRules, type RulesInForce } from './segment-rules.js';

/** People, and memberships, that are looked at together. */
const batch = { people: 500, stays: 1_000 };
/** More differences than this are counted and not named. */
const mostNamed = 50;

/** What a recomputation found. */
export interface Verification {
  readonly profiles: number;
  /** How many there should be. */
  readonly memberships: number;
  readonly differences: number;
  /** Some of them. */
  readonly named: readonly Disagreement[];
}

/** What it found of some. */
interface Part extends Omit<Verification, 'differences' | 'named'> {
  readonly differing: readonly Disagreement[];
}

/**
 * Recomputes memberships from nothing but the log and compares: the proof that keeping them true step by step works. Goes
 * through people, and then through what is kept, some at a time: it takes no more memory the more there are.
 */
@Injectable()
export class VerificationService {
  constructor(
    private readonly rules: SegmentRules,
    private readonly people: PeopleService,
    private readonly profiles: ProfilesService,
    private readonly living: LivingIds,
    private readonly repository: EvaluationRepository,
  ) {}

  /** How many memberships differ from the log at `now`; none once evaluation has caught up. Held segments are left out. */
  async verify(manager: EntityManager, tenantId: string, now: number): Promise<Verification> {
    const inForce = await this.rules.inForce(manager, tenantId, new Date(now));
    const named: Disagreement[] = [];
    let [profiles, memberships, differences] = [0, 0, 0];
    for await (const part of this.parts(manager, tenantId, inForce, now)) {
      profiles += part.profiles;
      memberships += part.memberships;
      differences += part.differing.length;
      named.push(...part.differing.slice(0, mostNamed - named.length));
    }
    return { profiles, memberships, differences, named };
  }

  private async *parts(
    manager: EntityManager,
    tenantId: string,
    inForce: RulesInForce,
    now: number,
  ): AsyncGenerator<Part> {
    for await (const ids of this.living.of(manager, tenantId, batch.people))
      yield this.ofSomebody(manager, tenantId, inForce, ids, now);
    for await (const stays of this.repository.allOpenStays(manager, tenantId, batch.stays))
      yield this.ofNobody(manager, tenantId, inForce, stays);
  }

  /** Who of these people should be where, beside where they are. */
  private async ofSomebody(
    manager: EntityManager,
    tenantId: string,
    inForce: RulesInForce,
    profileIds: readonly string[],
    now: number,
  ): Promise<Part> {
    const { segments } = inForce;
    const around = await this.rules.around(manager, tenantId, inForce, profileIds);
    const need = needOf(segments.map(({ rule }) => rule), now, around); // prettier-ignore
    const people = await this.people.read(manager, tenantId, profileIds, need);
    const known = people.filter(({ aliases }) => aliases.length > 0).map(({ history }) => history);
    const should = known.flatMap((history) =>
      segments
        .filter(({ rule }) => matches(rule, history, now, around).holds)
        .map(({ id: segmentId }) => ({ segmentId, profileId: history.profileId })),
    );
    const stays = await this.repository.openStays(manager, tenantId, known.map(({ profileId }) => profileId)); // prettier-ignore
    const differing = compare(should, judged(stays, inForce));
    return { profiles: people.length, memberships: should.length, differing };
  }

  /** Memberships of whom nobody is known by any more: they are in nothing. */
  private async ofNobody(
    manager: EntityManager,
    tenantId: string,
    inForce: RulesInForce,
    stays: readonly Stay[],
  ): Promise<Part> {
    const profileIds = [...new Set(stays.map(({ profileId }) => profileId))];
    const known = new Set((await this.profiles.identitiesOf(manager, tenantId, profileIds)).values());
    const strays = stays.filter(({ profileId }) => !known.has(profileId));
    return { profiles: 0, memberships: 0, differing: compare([], judged(strays, inForce)) };
  }
}

/** Without what is held as it is. */
function judged(stays: readonly Stay[], { held }: RulesInForce): Membership[] {
  return stays
    .filter(({ segmentId }) => !held.includes(segmentId))
    .map(({ segmentId, profileId }) => ({ segmentId, profileId }));
}
