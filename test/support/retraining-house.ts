import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Module, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { DataSource } from 'typeorm';
import type { Caller } from '../../src/models/caller.js';
import type { Retraining } from '../../src/models/prediction/retraining.entity.js';
import { leadFeatures } from '../../src/modules/inference/features/lead-features.js';
import { LeadsService } from '../../src/modules/leads/leads.service.js';
import { Clock } from '../../src/modules/platform/clock.js';
import { PlatformModule } from '../../src/modules/platform/platform.module.js';
import { RetrainingModule } from '../../src/modules/retraining/retraining.module.js';
import { RetrainingService } from '../../src/modules/retraining/retraining.service.js';
import { createTestTenant } from './carousel.js';
import { testDataKeys } from './data-keys.js';
import { createTestDatabase, type TestDatabase } from './database.js';
import { leadBias, leadWeights } from './models.js';
import { ModelsFolder, settleLeads, type Settled } from './models-house.js';

@Module({ imports: [PlatformModule, RetrainingModule] })
class RetrainingRooms {}

/** The rooms that teach models, on a database and a models folder of their own, two tenants in it, and no Python anywhere near. */
export class RetrainingHouse {
  private readonly more: INestApplicationContext[] = [];

  private constructor(
    readonly database: TestDatabase,
    readonly app: INestApplicationContext,
    readonly models: ModelsFolder,
    readonly caller: Caller,
    readonly stranger: Caller,
    /** When it is, for every process: milliseconds since the epoch. */
    readonly time: { now: number },
    private readonly undo: () => void,
  ) {}

  static async start(now: number): Promise<RetrainingHouse> {
    const database = await createTestDatabase();
    const models = new ModelsFolder();
    const trainingDir = mkdtempSync(join(tmpdir(), 'carousel-no-training-'));
    const before = process.env['PATH'];
    const undo = () => {
      process.env['PATH'] = before;
      rmSync(trainingDir, { recursive: true, force: true });
    };
    Object.assign(process.env, { DATABASE_URL: database.url, SECRET: 'a-secret-for-tests-which-is-long-enough', DATA_KEYS: testDataKeys, LOG_LEVEL: 'fatal', MODELS_DIR: models.path, TRAINING_DIR: join(trainingDir, 'venv'), PATH: trainingDir }); // prettier-ignore
    const time = { now };
    const app = await open(time);
    const callers: Caller[] = [];
    for (const slug of ['teaching', 'stranger'])
      callers.push({ tenantId: (await createTestTenant(database.dataSource, slug)).id, role: 'admin', keyId: `key of ${slug}` }); // prettier-ignore
    const [caller, stranger] = callers;
    if (!caller || !stranger) throw new Error('there are two tenants');
    return new RetrainingHouse(database, app, models, caller, stranger, time, undo);
  }

  /** A further process of the installation. */
  async another(): Promise<INestApplicationContext> {
    const app = await open(this.time);
    this.more.push(app);
    return app;
  }

  async stop(): Promise<void> {
    for (const app of [this.app, ...this.more]) await app.close();
    this.undo();
    this.models.remove();
    await this.database.drop();
  }

  /** The tenant's newest run. */
  async newest(caller = this.caller): Promise<Retraining> {
    const [run] = await this.app.get(RetrainingService).list(caller, null, { limit: 1, afterKey: null });
    if (!run) throw new Error('there is no retraining');
    return run;
  }

  /** Leads of a tenant that are settled, as the small model of the tests knows people. */
  async settle(count: number, caller = this.caller): Promise<void> {
    const outcome = await this.app.get(LeadsService, { strict: false }).submit(caller, { interest: 'BUY', contact: { email: 'a@shop.example' }, message: null, consent: null, userId: 'lead-1', idempotencyKey: 'one' }); // prettier-ignore
    if ('problems' in outcome) throw new Error(JSON.stringify(outcome.problems));
    await settleLeads(this.database.dataSource, caller.tenantId, outcome.lead.id, madeUpLeads(count));
  }
}

async function open(time: { readonly now: number }): Promise<INestApplicationContext> {
  const app = await NestFactory.createApplicationContext(RetrainingRooms, { logger: false, abortOnError: false }); // prettier-ignore
  app.get(Clock).now = () => time.now;
  return app;
}

/** How far above what is typical a value lies at most, and in the middle. */
const above = { most: 12, middle: 5.5 };

/**
 * Settled leads of made-up people, the same each time; what they did tells how likely they buy.
 * @param plainness how many times plainer than the model of `leadWeights` would have it
 */
export function madeUpLeads(count: number, plainness = 1): Settled[] {
  let state = 11;
  const roll = () => (state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296) / 4_294_967_296;
  return Array.from({ length: count }, () => {
    const beyond = leadFeatures.map(() => Math.floor(roll() * above.most));
    const values = leadFeatures.map(({ typical }, place) => typical + (beyond[place] ?? 0));
    const weighed = leadFeatures.map(({ typical }, place) => (typical + above.middle + plainness * ((beyond[place] ?? 0) - above.middle)) * (leadWeights[place] ?? 0)); // prettier-ignore
    const logOdds = weighed.reduce((sum, value) => sum + value, leadBias);
    return { values, sold: roll() < 1 / (1 + Math.exp(-logOdds)) };
  });
}

/** Has settled leads made over eight weeks of last autumn, each settled the day after: a trainer holds the latest back. */
export async function spreadLeads(dataSource: DataSource, tenantId: string): Promise<void> {
  await dataSource.query(
    `with spread as (select id, timestamptz '2026-10-01' + (row_number() over (order by id)) * interval '56 days' / count(*) over () as made
       from leads where tenant_id = $1 and status in ('SOLD', 'LOST')),
     moved as (update lead_moves m set moved_at = s.made + interval '1 day' from spread s where m.tenant_id = $1 and m.lead_id = s.id)
     update leads l set created_at = s.made from spread s where l.tenant_id = $1 and l.id = s.id`,
    [tenantId],
  );
}
