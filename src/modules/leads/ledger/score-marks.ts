import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ownEventTypes } from '../../../models/event/event-type.js';
import type { LogEntry } from '../../../models/event/log-entry.js';
import type { Person } from '../../../models/rights/personal-data.js';
import { Clock } from '../../platform/clock.js';
import { groupBy } from '../../platform/group-by.js';
import { ProfilesService } from '../../profiles/profiles.service.js';
import { LeadsRepository } from '../leads.repository.js';

/** So long after somebody did something their leads are scored again: one who looks around costs one score, not fifty. */
const pauseMs = 2_000;

/** Marks open leads whose person did something, to be scored again soon. */
@Injectable()
export class ScoreMarks {
  constructor(
    private readonly profiles: ProfilesService,
    private readonly leads: LeadsRepository,
    private readonly clock: Clock,
  ) {}

  /** Marks the open leads of everybody who did any of this, in the transaction that reads it: none is missed. */
  async mark(manager: EntityManager, entries: readonly LogEntry[]): Promise<void> {
    const deeds = entries.flatMap(({ type, tenantId, identityId }) =>
      identityId === null || type === 'CUSTOM' || ownEventTypes.includes(type)
        ? []
        : { tenantId, identityId },
    );
    const persons = await this.profiles.personsOf(manager, deeds);
    const dueAt = new Date(this.clock.now() + pauseMs);
    for (const [tenantId, theirs] of groupBy(deeds, (deed) => deed.tenantId)) {
      const ids = new Set(theirs.flatMap(({ identityId }) => persons.get(identityId) ?? []));
      await this.leads.markDue(manager, tenantId, [...ids], dueAt);
    }
  }

  /** Has the leads of people scored at once: what one did is another's now, or theirs again. */
  async markNow(manager: EntityManager, people: readonly Person[]): Promise<void> {
    const now = new Date(this.clock.now());
    for (const { tenantId, identityIds } of people)
      await this.leads.markDue(manager, tenantId, identityIds, now);
  }
}
