import { randomUUID } from 'node:crypto';
import { Module, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { Caller } from '../../src/models/caller.js';
import type { ModelName } from '../../src/models/prediction/model-manifest.js';
import type { ModelDriftEntity } from '../../src/models/prediction/model-drift.entity.js';
import { DriftModule } from '../../src/modules/drift/drift.module.js';
import { DriftService } from '../../src/modules/drift/drift.service.js';
import { leadFeatures, offerInputSet, offerWatch } from '../../src/modules/inference/inference.service.js';
import { LeadsService } from '../../src/modules/leads/leads.service.js';
import { Clock } from '../../src/modules/platform/clock.js';
import { PlatformModule } from '../../src/modules/platform/platform.module.js';
import { createTestTenant } from './carousel.js';
import { testDataKeys } from './data-keys.js';
import { createTestDatabase, type TestDatabase } from './database.js';

@Module({ imports: [PlatformModule, DriftModule] })
class DriftRooms {}

const dayMs = 86_400_000;

/** Leads or offers of one day. */
export interface DayOf {
  /** Days after the first of the story. */
  readonly day: number;
  readonly count: number;
}
/** Leads of one day: `views` vehicles each, and so many of the first of them sold, the others lost; null: nothing is told. */
export interface LeadDay extends DayOf {
  readonly views: number;
  readonly sold?: number | null;
}
/** Offers of one day: so many of the first of them seen, and of those clicked. */
export interface OfferDay extends DayOf {
  readonly price: number;
  readonly click: number;
  readonly seen: number;
  readonly clicked: number;
}

/** The rooms of drift on a database of their own, a clock that is set, and days of leads and offers written straight into it. */
export class DriftHouse {
  private tenants = 0;
  private readonly more: INestApplicationContext[] = [];

  private constructor(
    readonly database: TestDatabase,
    readonly app: INestApplicationContext,
    private readonly clock: { at: number },
    /** The first instant of the first day. */
    readonly first: number,
  ) {}

  static async start(): Promise<DriftHouse> {
    const database = await createTestDatabase();
    process.env['DATABASE_URL'] = database.url;
    process.env['SECRET'] = 'a-secret-for-tests-which-is-long-enough';
    process.env['DATA_KEYS'] = testDataKeys;
    process.env['LOG_LEVEL'] = 'fatal';
    const first = Math.floor(Date.now() / dayMs) * dayMs;
    const clock = { at: first };
    const app = await open(clock);
    return new DriftHouse(database, app, clock, first);
  }

  async stop(): Promise<void> {
    for (const app of [this.app, ...this.more]) await app.close();
    await this.database.drop();
  }

  /** A day of the story as it is written: `2026-11-22`. */
  day(day: number): string {
    return new Date(this.first + day * dayMs).toISOString().slice(0, 10);
  }

  /** A tenant with one lead, which others are made of, and its champions founded on the first day. */
  async tenant(): Promise<Caller & { leadId: string }> {
    this.clock.at = this.first + 60_000;
    const { id: tenantId } = await createTestTenant(this.database.dataSource, `drift-${++this.tenants}`);
    const caller: Caller = { tenantId, role: 'admin', keyId: 'ann' };
    const hand = { interest: 'BUY' as const, contact: { email: 'ann@example.org' }, message: null, consent: null, userId: 'ann', idempotencyKey: 'one' }; // prettier-ignore
    const outcome = await this.app.get(LeadsService, { strict: false }).submit(caller, hand);
    if ('problems' in outcome) throw new Error(JSON.stringify(outcome.problems));
    return { ...caller, leadId: outcome.lead.id };
  }

  /** Leads of a day, row by row in the database: nobody could raise so many hands in a test. */
  async leads({ tenantId, leadId }: { tenantId: string; leadId: string }, { day, count, views, sold = null }: LeadDay): Promise<void> {
    const at = new Date(this.first + day * dayMs + 9 * 3_600_000);
    const rows = Array.from({ length: count }, (_, n) => ({
      features: { set: 'lead-v1', values: leadFeatures.map(({ name, typical }) => (name === 'vehicleViews14d' ? Math.max(views + (n % 3) - 1, 0) : typical)) },
      status: sold === null ? 'NEW' : n < sold ? 'SOLD' : 'LOST',
    }));
    await this.database.dataSource.transaction(async (manager) => {
      await manager.query('create temp table days_rows on commit drop as select gen_random_uuid() as id, $2::timestamptz as at, r.* from jsonb_to_recordset($1::jsonb) as r(features jsonb, status text)', [JSON.stringify(rows), at]);
      const clone = (table: string, named: string, change: string) =>
        manager.query(`insert into ${table} select (jsonb_populate_record(t, ${change})).* from ${table} t, days_rows s where t.tenant_id = $1 and t.${named} = $2`, [tenantId, leadId]);
      await clone('leads', 'id', `jsonb_build_object('id', s.id, 'status', s.status, 'created_at', s.at)`);
      await clone('lead_hands', 'id', `jsonb_build_object('id', s.id, 'lead_id', s.id)`);
      await clone('lead_scores', 'lead_id', `jsonb_build_object('lead_id', s.id, 'features', s.features, 'scored_at', s.at, 'probability', 0.1)`);
      await manager.query(
        `insert into lead_moves (tenant_id, lead_id, number, id, from_status, to_status, reason, moved_by, moved_at, recorded_at)
         select $1, id, 1, gen_random_uuid(), 'NEW', status, case status when 'LOST' then 'PRICE' end, 'KEY', at, at from days_rows where status <> 'NEW'`,
        [tenantId],
      );
    });
  } // prettier-ignore

  /** Offers of a day's sample, as the champion scored them. */
  async offers({ tenantId }: { tenantId: string }, { day, count, price, click, seen, clicked }: OfferDay): Promise<void> {
    const [champion]: { version: string }[] = await this.database.dataSource.query(`select version from model_standings where tenant_id = $1 and model = 'offer-propensity' and state = 'CHAMPION'`, [tenantId]);
    const at = new Date(this.first + day * dayMs + 9 * 3_600_000);
    const rows = Array.from({ length: count }, (_, n) => ({ id: randomUUID(), n, inputs: offerWatch.map(({ name }) => (name === 'price' ? price * (1 + (n % 5) / 20) : name === 'mileage' ? null : 1)) }));
    await this.database.dataSource.query(
      `insert into offer_samples (tenant_id, decision_id, position, decided_at, version, click, rank, input_set, inputs)
       select $1, id, 1, $3, $4, $5, n, $6, inputs from jsonb_to_recordset($2::jsonb) as r(id uuid, n int, inputs real[])`,
      [tenantId, JSON.stringify(rows), at, champion?.version, click, offerInputSet],
    );
    await this.database.dataSource.query(
      `insert into decision_outcomes (tenant_id, decision_id, position, type, occurred_at, decided_at, placement, vehicle_id, campaign_id, creative_id, propensity)
       select $1, id, 1, t, $3, $3, 'home', id, id, id, 1 from jsonb_to_recordset($2::jsonb) as r(id uuid, n int), unnest(array['OFFER_VIEWED', 'OFFER_CLICKED']) t
       where n < case t when 'OFFER_VIEWED' then $4::int else $5::int end`,
      [tenantId, JSON.stringify(rows), at, seen, clicked],
    );
  } // prettier-ignore

  /** A further worker. */
  async another(): Promise<INestApplicationContext> {
    const app = await open(this.clock);
    this.more.push(app);
    return app;
  }

  /** Looks at everybody's champions on the morning of a day. */
  async look(day: number, app = this.app): Promise<void> {
    this.clock.at = this.first + day * dayMs + 4 * 3_600_000;
    await app.get(DriftService).lookAtAll();
  }

  /** Another version answers leads from now on. */
  async champion({ tenantId }: Caller, version: string): Promise<void> {
    await this.database.dataSource.query(`update model_standings set version = $2, since = $3 where tenant_id = $1 and model = 'lead-score' and state = 'CHAMPION'`, [tenantId, version, new Date(this.clock.at)]);
  } // prettier-ignore

  /** What was found last. */
  async found(caller: Caller, model: ModelName): Promise<ModelDriftEntity> {
    const found = await this.app.get(DriftService).of(caller, model);
    if (!found) throw new Error('not looked at yet');
    return found;
  }

  /** All that drift keeps of a tenant, but when it was looked at. */
  async kept(tenantId: string): Promise<unknown> {
    const read = (table: string, columns: string) => this.database.dataSource.query(`select ${columns} from ${table} where tenant_id = $1 order by 1, 2, 3, 4`, [tenantId]); // prettier-ignore
    return Promise.all([
      read('model_input_days', 'model, version, day::text, input, total, bins'),
      read('model_outcome_days', 'model, version, day::text, rows, bins'),
      read('model_drifts', 'model, version, counted_until::text, reference_until::text, report'),
      read('model_alerts', 'model, version, subject, sentence, amount, since::text, closing'),
    ]);
  }
}

async function open(clock: { readonly at: number }): Promise<INestApplicationContext> {
  const app = await NestFactory.createApplicationContext(DriftRooms, { logger: false, abortOnError: false }); // prettier-ignore
  app.get(Clock).now = () => clock.at;
  return app;
}
