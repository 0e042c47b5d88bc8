import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { StatedConsent } from '../../models/consent/consent-statement.js';
import type { ViewerState } from '../../models/decision/viewer-state.js';
import { ConsentService } from '../consent/consent.service.js';
import type { ProfileAlias } from '../profiles/profiles.service.js';
import { Clock } from '../platform/clock.js';
import { evaluate } from './evaluate.js';
import {
  EvaluationRepository,
  type EvaluatedProfile,
  type ProfileKey,
  type Stay,
} from './evaluation.repository.js';
import { groupBy } from '../platform/group-by.js';
import { PeopleService, type Person } from './people.service.js';
import { needOf } from './need.js';
import { SegmentRules, type RulesInForce } from './segment-rules.js';

/** A state decided and saved, to be published under its version. */
export interface EvaluatedState extends ProfileKey {
  readonly version: number;
  readonly state: ViewerState;
  readonly aliases: readonly ProfileAlias[];
}

interface Decided {
  readonly tenantId: string;
  readonly dueAt: number | null;
  readonly state: ViewerState;
  readonly aliases: readonly ProfileAlias[];
}

/** All that decides on some profiles of one tenant, but the time. */
interface Read {
  readonly tenantId: string;
  readonly rules: RulesInForce;
  readonly people: readonly Person[];
  /** What each of them allows and denies, in their order. */
  readonly said: readonly StatedConsent[];
  /** Where they are members now. */
  readonly open: readonly Stay[];
  /** Of these, stays in segments whose rule cannot be read: they go on as they are. */
  readonly kept: ReadonlyMap<string, readonly Stay[]>;
}

/** Decides profiles anew and writes the differences. */
@Injectable()
export class MembershipWriter {
  constructor(
    private readonly repository: EvaluationRepository,
    private readonly rules: SegmentRules,
    private readonly people: PeopleService,
    private readonly consent: ConsentService,
    private readonly clock: Clock,
  ) {}

  /**
   * Evaluates profiles of one shard, of any tenants, and writes what changed. The caller holds the shard. The instant of
   * the decision comes after all that it rests on was read: nobody enters a segment before the event that brought them.
   */
  async evaluate(
    manager: EntityManager,
    shard: number,
    profiles: readonly ProfileKey[],
  ): Promise<EvaluatedState[]> {
    const read: Read[] = [];
    for (const [tenantId, keys] of groupBy(profiles, (key) => key.tenantId)) {
      const ids = keys.map(({ profileId }) => profileId);
      read.push(await this.read(manager, tenantId, ids));
    }
    const now = this.clock.now();
    const decided = read.flatMap((each) => decide(each, now));
    const open = read.flatMap((each) => each.open);
    await this.writeDifferences(manager, decided, open, new Date(now));
    return this.save(manager, shard, decided, new Date(now));
  }

  private async read(manager: EntityManager, tenantId: string, profileIds: readonly string[]): Promise<Read> {
    const open = await this.repository.openStays(manager, tenantId, profileIds);
    const now = this.clock.now();
    const rules = await this.rules.inForce(manager, tenantId, new Date(now), profileIds);
    const need = needOf(
      rules.segments.map(({ rule }) => rule),
      now,
      rules.around,
    );
    const people = await this.people.read(manager, tenantId, profileIds, need);
    const said = await this.consent.saidBy(manager, tenantId, people.map(identitiesOf));
    const kept = groupBy(
      open.filter(({ segmentId }) => rules.held.includes(segmentId)),
      ({ profileId }) => profileId,
    );
    return { tenantId, rules, people, said, open, kept };
  }

  private async writeDifferences(
    manager: EntityManager,
    decided: readonly Decided[],
    open: readonly Stay[],
    now: Date,
  ): Promise<void> {
    const wanted = decided.flatMap(({ tenantId, state: { profileId, segmentIds } }) =>
      segmentIds.map((segmentId) => ({ tenantId, profileId, segmentId })),
    );
    const wantedKeys = new Set(wanted.map(stayKey));
    const openKeys = new Set(open.map(stayKey));
    await this.repository.leave(
      manager,
      open.filter((stay) => !wantedKeys.has(stayKey(stay))),
      now,
    );
    await this.repository.enter(
      manager,
      wanted.filter((stay) => !openKeys.has(stayKey(stay))),
      now,
    );
  }

  private async save(
    manager: EntityManager,
    shard: number,
    decided: readonly Decided[],
    now: Date,
  ): Promise<EvaluatedState[]> {
    const profiles: EvaluatedProfile[] = decided.map(({ tenantId, state, dueAt }) => ({
      tenantId,
      profileId: state.profileId,
      dueAt,
    }));
    const saved = await this.repository.save(manager, shard, profiles, now);
    const versions = new Map(saved.map((row) => [`${row.tenantId} ${row.profileId}`, row.version]));
    return decided.map(({ tenantId, state, aliases }) => ({
      tenantId,
      profileId: state.profileId,
      version: versions.get(`${tenantId} ${state.profileId}`) ?? 0,
      state,
      aliases,
    }));
  }
}

function decide({ tenantId, rules, people, said, kept }: Read, now: number): Decided[] {
  return people.map(({ history, aliases }, at) => {
    const isSomebody = aliases.length > 0;
    const { dueAt, state } = evaluate(isSomebody ? rules.segments : [], history, now, rules.around);
    const stays = (isSomebody && kept.get(history.profileId)) || [];
    const segmentIds = [...state.segmentIds, ...stays.map(({ segmentId }) => segmentId)];
    return { tenantId, aliases, dueAt, state: { ...state, segmentIds, consent: said[at] ?? {} } };
  });
}

function identitiesOf({ aliases }: Person): string[] {
  return aliases.map(({ identityId }) => identityId);
}

function stayKey({ tenantId, profileId, segmentId }: Stay): string {
  return `${tenantId} ${profileId} ${segmentId}`;
}
