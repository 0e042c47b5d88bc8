import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Caller } from '../../../models/caller.js';
import { Clock } from '../../platform/clock.js';
import { MergesService, type MergeOutcome, type MergeRequest, type UnmergeOutcome } from '../../profiles/merges.service.js'; // prettier-ignore
import { ProfilesService } from '../../profiles/profiles.service.js';
import { EventsRepository, type NewEvent } from '../events.repository.js';
import { Recorder } from '../recorder.js';
import { toMergeRow, toUnmergeRows } from '../to-row.js';
import { writeAgain } from '../../platform/write-again.js';

/**
 * Makes two profiles one, or two again, at a person's word. The change of who is who and the rows by which the log's
 * followers learn of it are one transaction; memberships follow at once.
 */
@Injectable()
export class MergingService {
  constructor(
    private readonly repository: EventsRepository,
    private readonly merges: MergesService,
    private readonly profiles: ProfilesService,
    private readonly recorder: Recorder,
    private readonly clock: Clock,
  ) {}

  merge(caller: Caller, request: MergeRequest): Promise<MergeOutcome> {
    return this.change(
      (manager, now) => this.merges.merge(manager, caller, request, now),
      (outcome, now) =>
        outcome.kind === 'merged' ? [toMergeRow(outcome.merge, new Date(now), this.shardOf)] : [],
    );
  }

  unmerge(caller: Caller, mergeId: string): Promise<UnmergeOutcome> {
    return this.change(
      (manager, now) => this.merges.unmerge(manager, caller, mergeId, now),
      (outcome, now) =>
        outcome.kind === 'undone' ? toUnmergeRows(outcome.merge, new Date(now), this.shardOf) : [],
    );
  }

  private readonly shardOf = (profileId: string) => this.profiles.shardOf(profileId);

  private async change<T>(
    decide: (manager: EntityManager, now: number) => Promise<T>,
    rowsOf: (outcome: T, now: number) => NewEvent[],
  ): Promise<T> {
    const now = this.clock.now();
    const { outcome, rows } = await writeAgain(() =>
      this.repository.transaction(async (manager) => {
        const outcome = await decide(manager, now);
        const rows = rowsOf(outcome, now);
        if (rows.length > 0) await this.repository.append(manager, rows);
        return { outcome, rows };
      }),
    );
    this.recorder.wake([...new Set(rows.map(({ shard }) => shard))]);
    return outcome;
  }
}
