import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { GradedLead } from '../../models/lead/graded-lead.js';
import type { MovedLead } from '../../models/lead/moved-lead.js';
import { Clock } from '../platform/clock.js';
import { ProfilesService } from '../profiles/profiles.service.js';
import { EventsRepository } from './events.repository.js';
import { Recorder } from './recorder.js';
import { toGradeRow, toMoveRow } from './to-row.js';

/**
 * Notes in the log how leads were graded and where they were moved, so that whoever follows it learns of it as of anything that
 * happened. The note is written with what it tells of: neither is there without the other.
 */
@Injectable()
export class LeadNotes {
  constructor(
    private readonly repository: EventsRepository,
    private readonly profiles: ProfilesService,
    private readonly recorder: Recorder,
    private readonly clock: Clock,
  ) {}

  /** Notes the grades in the transaction that writes the leads, each grading once. */
  async add(manager: EntityManager, leads: readonly GradedLead[]): Promise<void> {
    const now = new Date(this.clock.now());
    const rows = leads
      .filter(({ identityId }) => identityId !== null)
      .map((lead) => toGradeRow(lead, now, (profileId) => this.profiles.shardOf(profileId)));
    if (rows.length > 0) await this.repository.append(manager, rows);
  }

  /** Notes a move in the transaction that makes it. Whose it is, the lead says; of nobody known nothing is noted. */
  async addMove(
    manager: EntityManager,
    { profileId, identityId }: Pick<GradedLead, 'profileId' | 'identityId'>,
    move: MovedLead,
  ): Promise<void> {
    if (identityId === null) return;
    const now = new Date(this.clock.now());
    const row = toMoveRow({ profileId, identityId }, move, now, (id) => this.profiles.shardOf(id));
    await this.repository.append(manager, [row]);
  }

  /** Wakes those who follow the log, after that transaction. */
  wake(leads: readonly Pick<GradedLead, 'profileId'>[]): void {
    const shards = new Set(leads.map(({ profileId }) => this.profiles.shardOf(profileId)));
    if (shards.size > 0) this.recorder.wake([...shards]);
  }
}
