import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Decision } from '../../src/models/decision/decision.js';
import { DecisionLog } from '../../src/modules/decisioning/decision-log.js';
import { DecisionsRepository, type Outcome } from '../../src/modules/decisioning/decisions.repository.js';
import { OffsetClock } from '../../src/modules/platform/clock.js';
import { readConfig } from '../../src/modules/platform/config.js';
import { Log } from '../../src/modules/platform/log.js';
import { Metrics } from '../../src/modules/platform/metrics.js';
import { eventually } from '../support/carousel.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { testDataKeys } from '../support/data-keys.js';

describe('the decision log', () => {
  let database: TestDatabase;
  let repository: DecisionsRepository;
  let log: DecisionLog;
  let metrics: Metrics;
  let tenantId: string;

  beforeEach(async () => {
    database = await createTestDatabase();
    tenantId = randomUUID();
    await database.dataSource.query(
      `insert into tenants values ($1, $2, 'T', 'Europe/London', 'GBP', now())`,
      [tenantId, tenantId],
    );
    const settings = {
      DATABASE_URL: database.url,
      SECRET: 'x'.repeat(32),
      DATA_KEYS: testDataKeys,
      LOG_LEVEL: 'silent',
    };
    metrics = new Metrics();
    repository = new DecisionsRepository(database.dataSource);
    log = new DecisionLog(repository, new OffsetClock(0), new Log(readConfig(settings)), metrics);
  });
  afterEach(() => database.drop());

  const decision = (facts: Partial<Decision> = {}): Decision => {
    const { id, now, seed } = log.begin();
    const ids = { vehicleId: randomUUID(), campaignId: randomUUID(), creativeId: randomUUID() };
    const score = { click: 0.2, lead: 0.01 };
    return {
      ...{ id, tenantId, placement: 'home-hero', decidedAt: now, profileId: null, seed, scored: 12 },
      model: { name: 'offer-propensity', version: '2026-11-22.1', fallback: null },
      items: [
        { position: 1, ...ids, score, value: 0.02, propensity: 0.93, reasons: ['New in stock this week'] },
      ],
      eliminated: [{ step: 'AUDIENCE', count: 2 }],
      ...facts,
    };
  };
  const countRows = async () => {
    const rows: { count: string }[] = await database.dataSource.query('select count(*) from decisions');
    return Number(rows[0]?.count);
  };

  it('writes behind the answer what was decided, to the letter', async () => {
    const one = decision({ profileId: randomUUID() });
    log.remember(one);
    expect(await repository.find(tenantId, one.id)).toBeNull();
    const found = await eventually(() => repository.find(tenantId, one.id), Boolean);
    expect(found).toEqual(one);
    expect(await repository.find(randomUUID(), one.id)).toBeNull();
  });

  it('goes on after a write that was slow, however much came meanwhile', async () => {
    const runner = database.dataSource.createQueryRunner();
    await runner.startTransaction();
    await runner.query('lock table decisions in share mode');
    const [one, meanwhile, later] = [decision(), decision(), decision()];
    log.remember(one);
    const blocked = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    await eventually(
      () => database.dataSource.query<object[]>(blocked),
      (rows) => rows.length > 0,
    );
    log.remember(meanwhile);
    await sleep(400); // twice as long as anything waits: its time comes while the first is still being written
    await runner.rollbackTransaction();
    await runner.release();
    await eventually(() => repository.find(tenantId, meanwhile.id), Boolean);
    log.remember(later);
    expect(await eventually(() => repository.find(tenantId, later.id), Boolean)).toEqual(later);
  });

  it('writes what waits before the process ends', async () => {
    for (let n = 0; n < 1_203; n++) log.remember(decision());
    await log.beforeApplicationShutdown();
    expect(await countRows()).toBe(1_203);
  });

  it('keeps decisions while the database is away, up to a bound, and counts what it drops', async () => {
    await database.dataSource.query('alter table decisions rename to away');
    for (let n = 0; n < 20_010; n++) log.remember(decision());
    await log.flush();
    expect(await metrics.registry.getSingleMetricAsString('carousel_decisions_dropped_total')).toContain(
      ' 10',
    );
    await database.dataSource.query('alter table away rename to decisions');
    await log.beforeApplicationShutdown();
    expect(await countRows()).toBe(20_000);
  });

  it('takes an outcome once, however often it is told', async () => {
    const outcome: Outcome = {
      ...{
        tenantId,
        decisionId: randomUUID(),
        position: 1,
        vehicleId: randomUUID(),
        campaignId: randomUUID(),
      },
      ...{ creativeId: randomUUID(), placement: 'home-hero', propensity: 0.5, decidedAt: 1, occurredAt: 2 },
      ...{ billing: null, foretold: null, profileId: null },
      type: 'OFFER_CLICKED',
    };
    const { manager } = database.dataSource;
    expect(await repository.insertOutcomes(manager, [outcome])).toEqual([outcome]);
    const seen: Outcome = { ...outcome, type: 'OFFER_VIEWED' };
    expect(await repository.insertOutcomes(manager, [outcome, seen])).toEqual([seen]);
    const types = (await repository.outcomesOf(tenantId, outcome.decisionId)).map(({ type }) => type);
    expect(types).toEqual(['OFFER_VIEWED', 'OFFER_CLICKED']);
  });
});
