import { Module, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { Caller } from '../../src/models/caller.js';
import type { LeadRecord } from '../../src/models/lead/lead.entity.js';
import type { LeadNewsItem } from '../../src/models/lead/lead-news.js';
import { MergingService } from '../../src/modules/events/merging/merging.service.js';
import { LeadFollower } from '../../src/modules/leads/lead-follower.js';
import { LeadNews } from '../../src/modules/leads/lead-news.service.js';
import { LeadsModule } from '../../src/modules/leads/leads.module.js';
import { LeadsService, type NewLead } from '../../src/modules/leads/leads.service.js';
import { PlatformModule } from '../../src/modules/platform/platform.module.js';
import { createTestTenant } from './carousel.js';
import { testDataKeys } from './data-keys.js';
import { createTestDatabase, settled, type TestDatabase } from './database.js';

@Module({ imports: [PlatformModule, LeadsModule] })
class LeadsRooms {}

/** The rooms of leads on a database of their own, one tenant in it, and what was told of its leads. */
export class LeadsHouse {
  private hands = 0;
  /** What was told of leads, in its order. */
  readonly told: LeadNewsItem[] = [];

  private constructor(
    readonly database: TestDatabase,
    readonly app: INestApplicationContext,
    readonly caller: Caller,
  ) {}

  static async start(): Promise<LeadsHouse> {
    const database = await createTestDatabase();
    process.env['DATABASE_URL'] = database.url;
    process.env['SECRET'] = 'a-secret-for-tests-which-is-long-enough';
    process.env['DATA_KEYS'] = testDataKeys;
    process.env['LOG_LEVEL'] = 'fatal';
    const app = await NestFactory.createApplicationContext(LeadsRooms, {
      logger: false,
      abortOnError: false,
    });
    const { id: tenantId } = await createTestTenant(database.dataSource, 'leads');
    const house = new LeadsHouse(database, app, { tenantId, role: 'admin', keyId: 'test' });
    app.get(LeadNews).onNews((_manager, news) => {
      house.told.push(news);
      return Promise.resolve();
    });
    return house;
  }

  async stop(): Promise<void> {
    await this.app.close();
    await this.database.drop();
  }

  /** A hand of a user, and the lead it is of. @throws Error where it was not taken */
  async raise(userId: string, contact: object = { email: `${userId}@example.org` }, message: string | null = null, more: Partial<NewLead> = {}): Promise<LeadRecord> {
    const outcome = await this.app.get(LeadsService).submit(this.caller, { interest: 'BUY', contact, message, consent: null, userId, idempotencyKey: `hand-${++this.hands}`, ...more });
    if ('problems' in outcome) throw new Error(JSON.stringify(outcome.problems));
    return outcome.lead;
  } // prettier-ignore

  /** Makes the people of two leads one; returns the merge's id. @throws Error where they are not merged */
  async merge(from: LeadRecord, into: LeadRecord): Promise<string> {
    const outcome = await this.app.get(MergingService, { strict: false }).merge(this.caller, { fromProfileId: from.profileId, intoProfileId: into.profileId, reason: 'one person', isVerified: true });
    if (outcome.kind !== 'merged') throw new Error(outcome.kind);
    return outcome.merge.id;
  } // prettier-ignore

  /** Has all of the log followed. */
  async settle(): Promise<void> {
    await settled(this.database.dataSource.manager);
    await this.app.get(LeadFollower).followAll();
  }

  /** A lead as it is now; null where there is none. */
  find(id: string): Promise<LeadRecord | null> {
    return this.app.get(LeadsService).find(this.caller, id);
  }
}
