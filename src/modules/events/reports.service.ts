import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import type { Caller } from '../../models/caller.js';
import type { LogEntry } from '../../models/event/log-entry.js';
import type { RejectedEvent } from '../../models/event/rejected-event.entity.js';
import { badCursor, type Page } from '../platform/graphql/connection.js';
import { ProfilesService, type Profile, type ProfileMention } from '../profiles/profiles.service.js';
import { EventsRepository, type EventCount } from './events.repository.js';
import { RejectedEventsRepository } from './rejected-events.repository.js';
import { EventsService } from './events.service.js';

const timeAndId = z.tuple([z.iso.datetime(), z.uuid()]);
const timeAndSeq = z.tuple([z.iso.datetime(), z.string().regex(/^\d{1,15}$/)]);

/** What marketers and their developers look up: what came, what did not, and what one person did. */
@Injectable()
export class ReportsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly repository: EventsRepository,
    private readonly rejected: RejectedEventsRepository,
    private readonly events: EventsService,
    private readonly profiles: ProfilesService,
  ) {}

  /** How often each type and name arrived since then, most frequent first, at most 1,000 kinds. */
  eventCounts(caller: Caller, since: Date): Promise<EventCount[]> {
    return this.repository.counts(caller.tenantId, since);
  }

  /** What could not be understood, newest first, one row more than the page where there is more. */
  rejectedEvents(caller: Caller, page: Page): Promise<RejectedEvent[]> {
    return this.rejected.page(caller.tenantId, keyIn(timeAndId, page), page.limit + 1);
  }

  profile(caller: Caller, mention: ProfileMention): Promise<Profile | null> {
    return this.profiles.find(caller, mention);
  }

  /** What a person did, newest first, one event more than the page where there is more. */
  eventsOf(caller: Caller, profileId: string, page: Page): Promise<LogEntry[]> {
    const before = keyIn(timeAndSeq, page);
    return this.events.latestOf(this.dataSource.manager, caller.tenantId, profileId, before, page.limit + 1);
  }
}

function keyIn(schema: z.ZodType<[string, string]>, page: Page): [string, string] | null {
  if (page.afterKey === null) return null;
  const key = schema.safeParse(page.afterKey);
  if (!key.success) throw badCursor();
  return key.data;
}
