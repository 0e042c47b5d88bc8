import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Module, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { Caller } from '../../src/models/caller.js';
import type { CampaignInput } from '../../src/modules/campaigns/campaign-draft.js';
import { CampaignsModule } from '../../src/modules/campaigns/campaigns.module.js';
import { CampaignsService } from '../../src/modules/campaigns/campaigns.service.js';
import { PlacementsService } from '../../src/modules/campaigns/placements/placements.service.js';
import { seededRandom } from '../../src/modules/decisioning/chance.js';
import { DecisioningModule } from '../../src/modules/decisioning/decisioning.module.js';
import { ExplanationsService } from '../../src/modules/decisioning/explain/explanations.service.js';
import { Charging } from '../../src/modules/decisioning/limits/charging.js';
import { OffersService } from '../../src/modules/decisioning/offers.service.js';
import { ChancesLog } from '../../src/modules/decisioning/pacing/chances-log.js';
import { PacingReportService } from '../../src/modules/decisioning/pacing/pacing-report.service.js';
import { PacingService } from '../../src/modules/decisioning/pacing/pacing.service.js';
import { verifyToken, tokenKey } from '../../src/modules/decisioning/tracking-token.js';
import { Clock } from '../../src/modules/platform/clock.js';
import { PlatformModule } from '../../src/modules/platform/platform.module.js';
import { creativeDraft } from '../factories/campaign.js';
import { eventually } from '../support/carousel.js';
import { testDataKeys } from '../support/data-keys.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

const hourMs = 3_600_000;
const stepMs = 3 * 60_000;
/** A Monday in London, which is at UTC then. */
const midnight = Date.parse('2026-11-23T00:00:00Z');
/** How this tenant's requests spread over a day: by far the most in the evening. */
const weights = Array.from({ length: 24 }, (_, hour) =>
  hour < 7 ? 1 : hour < 12 ? 6 : hour < 18 ? 4 : hour < 23 ? 12 : 3,
);
const allWeights = weights.reduce((sum, weight) => sum + weight, 0);
const requestsADay = 1_500;
const secret = 'a-secret-for-tests-which-is-long-enough';
const price = 900_000;

@Module({ imports: [PlatformModule, CampaignsModule, DecisioningModule] })
class PacingHouse {}

/** Two processes on one database, and a clock that is moved through a day: what each knows of the other goes through PostgreSQL. */
describe('a day of pacing', () => {
  let database: TestDatabase;
  let caller: Caller;
  let now = midnight;
  const random = seededRandom(7);
  let processes: INestApplicationContext[] = [];
  const started = async (): Promise<INestApplicationContext> => {
    const app = await NestFactory.createApplicationContext(PacingHouse, { logger: false, abortOnError: false }); // prettier-ignore
    app.get(Clock).now = () => now;
    return app;
  };

  beforeAll(async () => {
    database = await createTestDatabase('demo');
    Object.assign(process.env, { DATABASE_URL: database.url, SECRET: secret, DATA_KEYS: testDataKeys, LOG_LEVEL: 'fatal', SEGMENT_THREADS: '0' }); // prettier-ignore
    const tenants: { id: string }[] = await database.dataSource.query(`select id from tenants where slug = 'demo'`); // prettier-ignore
    caller = { tenantId: tenants[0]?.id ?? '', role: 'admin', keyId: 'test' };
    // Two weeks of answers, as the log of decisions would have them.
    await database.dataSource.query(
      `insert into decisions (tenant_id, id, decided_at, placement, model, seed, scored, items, eliminated)
       select $1, gen_random_uuid(), hour + n * interval '1 second', 'past', '{"name":"m","version":"1","fallback":null}', 1, 1, '[]', '[]'
       from generate_series($2::timestamptz - interval '14 days', $2::timestamptz - interval '1 hour', interval '1 hour') as hour,
         generate_series(1, 4 * ($3::int[])[extract(hour from hour at time zone 'UTC')::int + 1]) as n`,
      [caller.tenantId, new Date(midnight), weights],
    );
    processes = [await started(), await started()];
  }, 120_000);
  afterAll(async () => {
    for (const app of processes) await app.close();
    await database.drop();
  });

  const of = <T>(index: number, service: new (...parts: never[]) => T): T => {
    const app = processes[index];
    if (!app) throw new Error(`no process ${index}`);
    return app.get(service, { strict: false });
  };
  const launched = async (name: string, terms: CampaignInput) => {
    const campaigns = of(0, CampaignsService);
    const made = await campaigns.create(caller, { name, placements: ['paced'], ...terms }, [creativeDraft()]);
    if ('problems' in made) throw new Error(JSON.stringify(made));
    await campaigns.launch(caller, made.campaign.id);
    return made.campaign.id;
  };
  /** One request of a browser nobody knows, at either process; four of five offers are seen, and charged. */
  const ask = async (index: number) => {
    const answer = await of(index, OffersService).offers(caller, { placement: 'paced', viewer: { anonymousId: randomUUID() }, first: 2 }); // prettier-ignore
    if (!('items' in answer)) return answer.step;
    const outcomes = answer.items.flatMap(({ trackingToken }) => {
      const offer = verifyToken(tokenKey(secret), trackingToken);
      if (!offer || random() < 0.2) return [];
      return [{ ...offer, type: 'OFFER_VIEWED' as const, occurredAt: now, profileId: null }];
    });
    const charging = of(index, Charging);
    const charged = await database.dataSource.transaction((manager) => charging.charge(manager, outcomes));
    await charging.settle(charged);
    return null;
  };
  const look = async () => {
    for (const index of processes.keys()) await of(index, ChancesLog).flush();
    // Both try; only one does it.
    await Promise.all([...processes.keys()].map((index) => of(index, PacingService).setPaces()));
    await sleep(5);
  };
  /** Lives from now until then, hour by hour as the traffic goes. */
  const live = async (until: number, isPaced = true) => {
    let due = 0;
    let asked = 0;
    while (now < until) {
      const weight = weights[new Date(now).getUTCHours()] ?? 0;
      due += (requestsADay * weight * stepMs) / (allWeights * hourMs);
      for (; due >= 1; due--) await ask(asked++ % processes.length);
      now += stepMs;
      if (isPaced) await look();
    }
  };
  const spentOf = async (campaignId: string): Promise<number> => {
    const rows: { spent: number }[] = await database.dataSource.query(
      `select sum(spent_micros)::float8 as spent from campaign_days where campaign_id = $1 and day = $2`,
      [campaignId, new Date(now - 1).toISOString().slice(0, 10)],
    );
    return (rows[0]?.spent ?? 0) / price;
  };
  const explained = async (id: string, seed: number) => {
    const request = { placement: 'paced', viewer: { anonymousId: 'asks-why' }, first: 2 };
    const { fates } = await of(0, ExplanationsService).explain(caller, request, seed);
    return fates.find(({ campaign }) => campaign.id === id)?.step;
  };
  const batches = async () => {
    const rows: { n: string }[] = await database.dataSource.query('select count(*) as n from pacing_batches');
    return rows[0]?.n;
  };
  /** Share of a day's traffic that is over by an hour. */
  const shapeAt = (hour: number) => weights.slice(0, hour).reduce((sum, weight) => sum + weight, 0) / allWeights; // prettier-ignore

  it('spends a large and a tiny budget as the traffic goes, through a restart, and never more', async () => {
    await of(0, PlacementsService).create(caller, 'paced', { name: 'Paced', floor: '900' });
    const bid = { perThousand: '900' };
    const big = await launched('Launch', { bid, budget: { total: '50000', daily: '270' }, schedule: { until: '2026-12-23T00:00:00' } }); // prettier-ignore
    const dealer = await launched('Dealer', { bid, budget: { daily: '18' } });
    for (const index of processes.keys())
      await eventually(() => ask(index), (step) => step === null || step === 'PACED', 20_000); // prettier-ignore

    const wide = 0.12; // of a day's budget
    for (const hour of [7, 12, 18, 22, 24]) {
      await live(midnight + hour * hourMs);
      const spent = (await spentOf(big)) / 300;
      expect(spent).toBeGreaterThan(shapeAt(hour) - wide);
      expect(spent).toBeLessThan(shapeAt(hour) + wide);
      if (hour === 12) {
        // Who asks why is told how it is held back, now and then so and always the same for one seed, and is no request.
        const steps = await Promise.all(Array.from({ length: 60 }, (_, seed) => explained(big, seed)));
        expect(steps).toContain('PACED');
        expect(steps).toContain(null);
        expect(await explained(big, 7)).toBe(steps[7]);
        const before = await batches();
        await of(0, ChancesLog).flush();
        expect(await batches()).toBe(before);
        const report = await of(0, PacingReportService).of(caller, dealer);
        expect(report).toMatchObject({ pace: { heldBy: 'BUDGET' }, flight: null });
        expect(['ON_PACE', 'AHEAD']).toContain(report?.state);
        expect(Math.abs((report?.today.target ?? 0) / 18_000_000 - shapeAt(12))).toBeLessThan(wide);
        // One process is killed, as it were, and another starts; nothing is told to it but by the database.
        await processes.shift()?.close();
        processes.push(await started());
      }
    }
    expect(await spentOf(big)).toBeLessThanOrEqual(300);
    expect(await spentOf(dealer)).toBeGreaterThanOrEqual(15);
    expect(await spentOf(dealer)).toBeLessThanOrEqual(20);
  }, 240_000);
});
