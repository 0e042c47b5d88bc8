import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ProfileHistory } from '../../../models/profile/profile-history.js';
import type { SegmentEntity } from '../../../models/segment/segment.entity.js';
import { Clock } from '../../platform/clock.js';
import type { Surroundings } from '../meaning/surroundings.js';
import { SegmentsRepository } from '../segments.repository.js';
import { SurroundingsService } from '../surroundings.service.js';
import { AuditPeople } from './audit-people.js';
import { AuditRepository } from './audit.repository.js';
import { auditable, type Audited } from './audited.js';
import { compare, type Disagreement, type Membership } from './compare.js';
import { namesIn } from './names-in.js';

/** Rules asked in one statement. */
const rulesAtOnce = 20;
/** Members looked through together. */
const page = 1_000;

/** A disagreement, and whether evaluation has yet to look at the profile. */
export interface Seen extends Disagreement {
  readonly isWaiting: boolean;
}

/** What one look at a tenant found. */
export interface Look {
  /** The segments asked about, those that are held too. */
  readonly segments: readonly SegmentEntity[];
  /** How many should be in by SQL, and how many are, in each segment that is not held. */
  readonly sizes: ReadonlyMap<string, { readonly should: number; readonly is: number }>;
  readonly people: number;
  readonly seen: readonly Seen[];
}

/** Told how many people were looked at so far, out of how many. */
export type Progress = (people: number, outOf: number) => void;

interface Asked {
  readonly manager: EntityManager;
  readonly tenantId: string;
  readonly audited: readonly Audited[];
  readonly around: Surroundings;
  readonly now: number;
}

/**
 * Looks once: who should be in each segment at this instant, asked of PostgreSQL by rules written as SQL, and who is, both in
 * one and the same state of the database.
 */
@Injectable()
export class AuditLook {
  constructor(
    private readonly repository: AuditRepository,
    private readonly segments: SegmentsRepository,
    private readonly surroundings: SurroundingsService,
    private readonly people: AuditPeople,
    private readonly clock: Clock,
  ) {}

  /** Looks at some of a tenant's segments, or all, and at some profiles, or everybody. */
  take(
    tenantId: string,
    segmentId: string | undefined,
    profileIds: readonly string[] | undefined,
    progress: Progress,
  ): Promise<Look> {
    return this.repository.snapshot(async (manager) => {
      const active = await this.segments.active(tenantId, manager);
      const now = this.clock.now();
      const known = auditable(active);
      const around = await this.surroundings.of(tenantId, known, { manager, profileIds: profileIds ?? null });
      const isMeant = ({ id }: { id: string }) => segmentId === undefined || id === segmentId;
      const asked = { manager, tenantId, audited: known.filter(isMeant), around, now };
      const names = namesIn(known.map(({ rule }) => rule));
      const people = profileIds
        ? this.people.these(manager, tenantId, profileIds, names)
        : this.people.everyone(manager, tenantId, names);
      const outOf = profileIds?.length ?? (await this.repository.known(manager, tenantId));
      const found = await this.compareAll(asked, people, (looked) => progress(looked, outOf));
      const ofNobody = profileIds
        ? await this.ofNobody(asked, profileIds)
        : await this.unlooked(asked, found.sizes);
      const seen = await this.told(asked, [...found.disagreements, ...ofNobody]);
      return { segments: active.filter(isMeant), sizes: found.sizes, people: found.people, seen };
    });
  }

  private async compareAll(
    asked: Asked,
    people: AsyncIterable<readonly ProfileHistory[]>,
    progress: (looked: number) => void,
  ) {
    const { manager, tenantId, audited } = asked;
    const ids = audited.map(({ id }) => id);
    const sizes = new Map(ids.map((id) => [id, { should: 0, is: 0 }]));
    const disagreements: Disagreement[] = [];
    let looked = 0;
    for await (const some of people) {
      const should = await this.whoShould(asked, some);
      const is = await this.repository.membershipsOf(manager, tenantId, ids, some.map(({ profileId }) => profileId)); // prettier-ignore
      disagreements.push(...compare(should, is));
      for (const { segmentId } of should) count(sizes, segmentId, 'should');
      for (const { segmentId } of is) count(sizes, segmentId, 'is');
      progress((looked += some.length));
    }
    return { sizes, disagreements, people: looked };
  }

  private async whoShould(
    { manager, audited, around, now }: Asked,
    people: readonly ProfileHistory[],
  ): Promise<Membership[]> {
    const memberships: Membership[] = [];
    for (let from = 0; from < audited.length; from += rulesAtOnce) {
      const some = audited.slice(from, from + rulesAtOnce);
      const rules = some.map(({ rule }) => rule);
      for (const { profileId, answers } of await this.repository.answers(manager, people, rules, now, around))
        for (const [n, { id: segmentId }] of some.entries())
          if (answers[n]) memberships.push({ segmentId, profileId });
    }
    return memberships;
  }

  /** Memberships of profiles that nobody is known by any more, among these. */
  private async ofNobody({ manager, tenantId, audited }: Asked, profileIds: readonly string[]) {
    const gone = await this.people.strangers(manager, tenantId, profileIds);
    const ids = audited.map(({ id }) => id);
    return compare([], await this.repository.membershipsOf(manager, tenantId, ids, gone));
  }

  /** The same of all members, where a segment is kept with more than were looked at. */
  private async unlooked(asked: Asked, looked: Map<string, { should: number; is: number }>) {
    const { manager, tenantId } = asked;
    const kept = await this.repository.sizes(manager, tenantId, [...looked.keys()]);
    const found: Disagreement[] = [];
    for (const [segmentId, size] of looked) {
      if (size.is === (kept.get(segmentId) ?? 0)) continue;
      for (let after: string | null = null; ;) {
        const some = await this.repository.membersAfter(manager, tenantId, segmentId, after, page);
        const gone = await this.people.strangers(manager, tenantId, some);
        found.push(...gone.map((profileId) => ({ segmentId, profileId, kind: 'stray' as const })));
        size.is += gone.length;
        after = some.at(-1) ?? null;
        if (some.length < page) break;
      }
    }
    return found;
  }

  /** With what evaluation has yet to do, in the same state of the database. */
  private async told({ manager, tenantId }: Asked, found: readonly Disagreement[]): Promise<Seen[]> {
    if (found.length === 0) return [];
    const shards = await this.repository.backfilled(manager, tenantId);
    for (const shard of await this.people.unread(manager)) shards.add(shard);
    const profiles = [...new Set(found.map(({ profileId }) => profileId))];
    const waiting = await this.repository.waiting(manager, tenantId, profiles);
    return found.map((each) => ({
      ...each,
      isWaiting: waiting.has(each.profileId) || shards.has(this.people.shardOf(each.profileId)),
    }));
  }
}

function count(
  sizes: Map<string, { should: number; is: number }>,
  segmentId: string,
  which: 'should' | 'is',
): void {
  const size = sizes.get(segmentId);
  if (size) size[which]++;
}
