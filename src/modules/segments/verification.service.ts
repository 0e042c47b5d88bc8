import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Config } from '../platform/config.js';
import { ProfilesService } from '../profiles/profiles.service.js';
import { matches } from './meaning/matches.js';
import { needOf } from './need.js';
import { PeopleService } from './people.service.js';
import { SegmentRules } from './segment-rules.js';
import { SegmentsRepository } from './segments.repository.js';

const batch = 1_000;

/** One membership that is not as the log says it should be. */
export interface Difference {
  readonly segmentId: string;
  readonly profileId: string;
  /** `missing`: should be in and is not. `stray`: is in and should not be. */
  readonly kind: 'missing' | 'stray';
}

/** What a recomputation found. */
export interface Verification {
  readonly profiles: number;
  readonly memberships: number;
  readonly differences: readonly Difference[];
}

/** Recomputes memberships from nothing but the log and compares: the proof that keeping them true step by step works. */
@Injectable()
export class VerificationService {
  constructor(
    private readonly rules: SegmentRules,
    private readonly people: PeopleService,
    private readonly profiles: ProfilesService,
    private readonly repository: SegmentsRepository,
    private readonly config: Config,
  ) {}

  /** Who belongs where at `now` by the log alone: `segmentId profileId` for each membership; held segments apart. */
  async recompute(
    manager: EntityManager,
    tenantId: string,
    now: number,
  ): Promise<{ profiles: number; memberships: ReadonlySet<string>; held: readonly string[] }> {
    const inForce = await this.rules.inForce(manager, tenantId, new Date(now));
    const { segments, held } = inForce;
    const around = await this.rules.around(manager, tenantId, inForce);
    const need = needOf(
      segments.map(({ rule }) => rule),
      now,
      around,
    );
    const memberships = new Set<string>();
    let profiles = 0;
    for await (const profileIds of this.profilesOf(manager, tenantId))
      for (const { history, aliases } of await this.people.read(manager, tenantId, profileIds, need)) {
        profiles++;
        if (aliases.length === 0) continue;
        for (const { id, rule } of segments)
          if (matches(rule, history, now, around).holds) memberships.add(`${id} ${history.profileId}`);
      }
    return { profiles, memberships, held };
  }

  /** Every membership that differs from the log at `now`; none once evaluation has caught up. */
  async verify(manager: EntityManager, tenantId: string, now: number): Promise<Verification> {
    const { profiles, memberships, held } = await this.recompute(manager, tenantId, now);
    const kept = new Set(
      (await this.repository.openStays(tenantId))
        .filter(({ segmentId }) => !held.includes(segmentId))
        .map(({ segmentId, profileId }) => `${segmentId} ${profileId}`),
    );
    const differing = (from: ReadonlySet<string>, other: ReadonlySet<string>, kind: Difference['kind']) =>
      [...from]
        .filter((key) => !other.has(key))
        .map((key) => {
          const [segmentId = '', profileId = ''] = key.split(' ');
          return { segmentId, profileId, kind };
        });
    const differences = [
      ...differing(memberships, kept, 'missing'),
      ...differing(kept, memberships, 'stray'),
    ];
    return { profiles, memberships: memberships.size, differences };
  }

  /** Every living profile of the tenant, shard by shard, straight from `profiles`. */
  private async *profilesOf(manager: EntityManager, tenantId: string): AsyncGenerator<string[]> {
    for (let shard = 0; shard < this.config.shards; shard++) {
      let after: { tenantId: string; profileId: string } | null = null;
      do {
        const page: { tenantId: string; profileId: string }[] = await this.profiles.page(
          manager,
          shard,
          after,
          batch,
        );
        yield page.filter((row) => row.tenantId === tenantId).map(({ profileId }) => profileId);
        after = page.length === batch ? (page.at(-1) ?? null) : null;
      } while (after !== null);
    }
  }
}
