import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ViewerState } from '../../models/decision/viewer-state.js';
import type { ProfileAlias } from '../profiles/profiles.service.js';
import { evaluate, neededSince, type Evaluation } from './evaluate.js';
import {
  EvaluationRepository,
  type EvaluatedProfile,
  type ProfileKey,
  type Stay,
} from './evaluation.repository.js';
import { groupBy } from '../platform/group-by.js';
import { PeopleService } from './people.service.js';
import { SegmentRules } from './segment-rules.js';

/** A state decided and saved, to be published under its version. */
export interface EvaluatedState extends ProfileKey {
  readonly version: number;
  readonly state: ViewerState;
  readonly aliases: readonly ProfileAlias[];
}

interface Decided extends Evaluation {
  readonly tenantId: string;
  readonly aliases: readonly ProfileAlias[];
}

/** Decides profiles anew and writes the differences. */
@Injectable()
export class MembershipWriter {
  constructor(
    private readonly repository: EvaluationRepository,
    private readonly rules: SegmentRules,
    private readonly people: PeopleService,
  ) {}

  /** Evaluates profiles of one shard, of any tenants, and writes what changed. The caller holds the shard. */
  async evaluate(
    manager: EntityManager,
    shard: number,
    profiles: readonly ProfileKey[],
    now: number,
  ): Promise<EvaluatedState[]> {
    const decided: Decided[] = [];
    const open: Stay[] = [];
    for (const [tenantId, keys] of groupBy(profiles, (key) => key.tenantId)) {
      const ids = keys.map(({ profileId }) => profileId);
      const stays = await this.repository.openStays(manager, tenantId, ids);
      decided.push(...(await this.decide(manager, tenantId, ids, stays, now)));
      open.push(...stays);
    }
    await this.writeDifferences(manager, decided, open, new Date(now));
    return this.save(manager, shard, decided, new Date(now));
  }

  private async decide(
    manager: EntityManager,
    tenantId: string,
    profileIds: readonly string[],
    open: readonly Stay[],
    now: number,
  ): Promise<Decided[]> {
    const { segments, held } = await this.rules.inForce(manager, tenantId, new Date(now));
    const kept = groupBy(
      open.filter(({ segmentId }) => held.includes(segmentId)),
      ({ profileId }) => profileId,
    );
    const since = neededSince(
      segments.map(({ rule }) => rule),
      now,
    );
    const people = await this.people.read(manager, tenantId, profileIds, since);
    return people.map(({ history, aliases }) => {
      if (aliases.length === 0) return { tenantId, aliases, ...evaluate([], history, now) };
      const { dueAt, state } = evaluate(segments, history, now);
      const stays = kept.get(history.profileId) ?? [];
      const segmentIds = [...state.segmentIds, ...stays.map(({ segmentId }) => segmentId)];
      return { tenantId, aliases, dueAt, state: { ...state, segmentIds } };
    });
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

function stayKey({ tenantId, profileId, segmentId }: Stay): string {
  return `${tenantId} ${profileId} ${segmentId}`;
}
