import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { Caller } from '../../src/models/caller.js';
import { ModelAlerts } from '../../src/modules/drift/alerts/alerts.service.js';
import { DriftService } from '../../src/modules/drift/drift.service.js';
import { TenantDrift } from '../../src/modules/drift/tenant-drift.js';
import { pageOf } from '../../src/modules/platform/graphql/connection.js';
import { Metrics } from '../../src/modules/platform/metrics.js';
import { DriftHouse } from '../support/drift-house.js';

describe('drift of models', () => {
  let house: DriftHouse;
  let tenant: Caller & { leadId: string };
  beforeAll(async () => {
    house = await DriftHouse.start();
  });
  beforeEach(async () => {
    tenant = await house.tenant();
  });
  afterAll(() => house.stop());

  /** Two weeks: the first as they always were, the second with other views. */
  const twoWeeks = async (of = tenant, later = 1) => {
    for (let day = 0; day < 14; day++) await house.leads(of, { day, count: 51, views: day < 7 ? 5 : later });
  };
  const alertsOf = (caller: Caller, isOpen: boolean | null = null, first = 20, after?: string) =>
    house.app.get(ModelAlerts).list(caller, { model: null, isOpen }, pageOf({ first, ...(after ? { after } : {}) })); // prettier-ignore
  const row = (alerts: Awaited<ReturnType<typeof alertsOf>>) => alerts.map(({ subject, closedAt }) => `${subject} ${closedAt ? 'closed' : 'open'}`); // prettier-ignore

  it('is found of leads, told in words, and alerted of once, from when it is to when it is over', async () => {
    await twoWeeks();
    await house.look(6);
    expect((await house.found(tenant, 'lead-score')).report).toMatchObject({
      state: 'NOT_ENOUGH',
      reference: null,
    });
    await house.look(8);
    expect((await house.found(tenant, 'lead-score')).report).toMatchObject({ state: 'NOT_ENOUGH', recent: null, reference: { from: house.day(0), until: house.day(6), rows: 358 } }); // prettier-ignore
    for (const again of [14, 14, 14]) await house.look(again);
    const { report } = await house.found(tenant, 'lead-score');
    expect(report).toMatchObject({ state: 'DRIFTED', recent: { from: house.day(7), until: house.day(13), rows: 357 }, calibration: { state: 'NOT_ENOUGH' } }); // prettier-ignore
    expect(report.inputs[0]).toMatchObject({
      name: 'vehicleViews14d',
      state: 'DRIFTED',
      since: house.day(7),
    });
    expect(report.inputs[0]?.sentence).toBe('Leads of the last 7 days have fewer vehicles viewed in 14 days: 1 on average, before 5.'); // prettier-ignore
    expect(report.inputs.slice(1).every(({ state }) => state === 'STABLE')).toBe(true);
    const raised = await alertsOf(tenant);
    expect(row(raised)).toEqual(['vehicleViews14d open']);
    expect(raised[0]).toMatchObject({ since: house.day(7), amount: report.inputs[0]?.psi, sentence: report.inputs[0]?.sentence }); // prettier-ignore

    for (let day = 14; day < 21; day++) await house.leads(tenant, { day, count: 51, views: 5 });
    await house.look(21);
    await house.look(21);
    expect((await house.found(tenant, 'lead-score')).report.state).toBe('STABLE');
    expect(await alertsOf(tenant, true)).toEqual([]);
    const [closed] = await alertsOf(tenant, false);
    expect(closed).toMatchObject({ subject: 'vehicleViews14d', closing: 'Vehicles viewed in 14 days: as before, 5 on average.' }); // prettier-ignore
    expect(closed?.closedAt?.toISOString().slice(0, 10)).toBe(house.day(21));
  });

  it('comes to the same however often, by however many workers, and wherever one is cut off', async () => {
    const other = await house.tenant();
    for (const each of [tenant, other]) await twoWeeks(each);
    await house.look(9);
    const alerts = house.app.get(ModelAlerts);
    const take = alerts.take.bind(alerts);
    const cut = { of: tenant.tenantId, times: 0 };
    alerts.take = async (manager: EntityManager, of, ...rest) => {
      await take(manager, of, ...rest);
      if (of.tenantId === cut.of && cut.times++ < 2) await manager.query('select pg_terminate_backend(pg_backend_pid())'); // prettier-ignore
    };
    await house.look(14);
    expect(cut.times).toBe(2);
    expect(await alertsOf(tenant)).toEqual([]);
    expect(row(await alertsOf(other))).toEqual(['vehicleViews14d open']);
    alerts.take = take;
    await Promise.all(Array.from({ length: 4 }, () => house.look(14)));
    await house.look(14);
    // What was cut off and done again is as what never was; both had the same leads.
    expect(await house.kept(tenant.tenantId)).toEqual(await house.kept(other.tenantId));
    expect(row(await alertsOf(tenant))).toEqual(['vehicleViews14d open']);
    expect(await house.app.get(Metrics).registry.metrics()).toMatch(/^carousel_drift_failed_total\{model="lead-score"\} 1$/m); // prettier-ignore
  });

  it('is each tenant’s own, and so are thresholds and alerts', async () => {
    const other = await house.tenant();
    await twoWeeks(tenant, 4);
    await twoWeeks(other, 5);
    const drift = house.app.get(DriftService);
    await house.look(14);
    expect((await house.found(other, 'lead-score')).report.state).toBe('STABLE');
    expect(await alertsOf(other)).toEqual([]);
    expect(await alertsOf(tenant)).toHaveLength(1);
    const wide = { watch: 5, drifted: 10, calibration: 1 };
    expect(await drift.setThresholds(tenant, wide)).toEqual(wide);
    await expect(drift.setThresholds(tenant, { ...wide, watch: 10 })).rejects.toMatchObject({ code: 'DRIFT_THRESHOLDS' }); // prettier-ignore
    expect(await drift.thresholds(other)).toEqual({ watch: 0.1, drifted: 0.25, calibration: 0.2 });
    await house.look(15);
    expect((await house.found(tenant, 'lead-score')).report).toMatchObject({ state: 'STABLE' });
    expect(row(await alertsOf(tenant))).toEqual(['vehicleViews14d closed']);
  });

  it('is found where leads are sold less often than foretold, once nearly all is settled', async () => {
    for (let day = 0; day < 28; day++) await house.leads(tenant, { day, count: 20, views: 5, sold: day % 2 });
    await house.leads(tenant, { day: 30, count: 300, views: 5 });
    await house.look(40);
    const { report } = await house.found(tenant, 'lead-score');
    expect(report.calibration).toMatchObject({ state: 'DRIFTED', came: 13 });
    expect(report.calibration.foretold).toBeCloseTo(52, 6);
    expect(report.calibration.sentence).toMatch(/^Leads scored from .* were sold less often than foretold: 13, foretold 52\.$/); // prettier-ignore
    expect(row(await alertsOf(tenant))).toEqual(['calibration open']);
    await house.look(130); // by now the others count as not sold: worse still
    expect((await house.found(tenant, 'lead-score')).report.calibration).toMatchObject({ state: 'DRIFTED', window: { rows: 300 }, came: 0 }); // prettier-ignore
  });

  it('is found of offers: what they cost, and how often those that were seen are clicked', async () => {
    const day = { count: 100, click: 0.1, seen: 80 };
    for (let at = 0; at < 7; at++) await house.offers(tenant, { ...day, day: at, price: 20_000, clicked: 8 });
    for (let at = 7; at < 14; at++)
      await house.offers(tenant, { ...day, day: at, price: 40_000, clicked: 2 });
    await house.look(7);
    expect((await house.found(tenant, 'offer-propensity')).report.calibration).toMatchObject({ state: 'STABLE', came: 56, window: { rows: 560 } }); // prettier-ignore
    await house.look(14);
    const { report } = await house.found(tenant, 'offer-propensity');
    expect(report.inputs[0]).toMatchObject({ name: 'price', state: 'DRIFTED', sentence: 'Offers of the last 7 days have a higher price: 44,000 on average, before 22,000.' }); // prettier-ignore
    expect(report.inputs.find(({ name }) => name === 'mileage')).toMatchObject({
      state: 'STABLE',
      before: null,
    });
    expect(report.calibration).toMatchObject({ state: 'DRIFTED', came: 14 });
    expect(row(await alertsOf(tenant)).sort()).toEqual(['calibration open', 'price open']);
    // Two pages of one: newest first, and each once.
    const [newest, next] = await alertsOf(tenant, true, 1);
    expect([newest?.subject, next?.subject].sort()).toEqual(['calibration', 'price']);
  });

  it('keeps days by the dozen, not for ever, and always those of the reference', async () => {
    for (let day = 0; day < 7; day++) await house.leads(tenant, { day, count: 50, views: 5 });
    for (const day of [30, 60, 90, 120, 150]) {
      await house.leads(tenant, { day, count: 10, views: 5 });
      await house.look(day + 1);
    }
    const days: { day: string }[] = await house.database.dataSource.query(`select distinct day::text from model_input_days where tenant_id = $1 and model = 'lead-score' order by 1`, [tenant.tenantId]); // prettier-ignore
    expect(days.map(({ day }) => day)).toEqual([0, 1, 2, 3, 4, 5, 6, 120, 150].map((day) => house.day(day)));
  });

  it('closes the alerts of a version when another answers', async () => {
    await twoWeeks();
    await house.look(14);
    await house.database.dataSource.query(`update model_standings set version = '2020-01-01.1' where tenant_id = $1 and model = 'lead-score' and state = 'CHAMPION'`, [tenant.tenantId]); // prettier-ignore
    await house.look(15);
    const [closed] = await alertsOf(tenant);
    expect(closed).toMatchObject({
      subject: 'vehicleViews14d',
      closing: 'Version 2020-01-01.1 answers now.',
    });
  });

  it('says nothing of a version that was champion when the look began and is no more', async () => {
    await twoWeeks();
    await house.look(14);
    const { version } = await house.found(tenant, 'lead-score');
    await house.champion(tenant, '2020-01-01.1');
    await house.look(15);
    const before = await house.kept(tenant.tenantId);
    await house.app.get(TenantDrift).look({ tenantId: tenant.tenantId, model: 'lead-score', version, since: new Date(house.first) }, house.first + 16 * 86_400_000); // prettier-ignore
    expect(await house.kept(tenant.tenantId)).toEqual(before);
  });

  it('forgets a version that has not answered for half a year, and begins anew should it come back', async () => {
    await twoWeeks();
    await house.look(14);
    const { version } = await house.found(tenant, 'lead-score');
    await house.champion(tenant, '2020-01-01.1');
    const days = async () => {
      const [row]: { days: number }[] = await house.database.dataSource.query(`select count(*)::int as days from model_input_days where tenant_id = $1 and version = $2`, [tenant.tenantId, version]); // prettier-ignore
      return row?.days;
    };
    await house.look(190);
    expect(await days()).toBeGreaterThan(0);
    await house.look(196);
    expect(await days()).toBe(0);
    await house.champion(tenant, version);
    await house.look(197);
    expect((await house.found(tenant, 'lead-score')).report).toMatchObject({ state: 'NOT_ENOUGH', reference: null }); // prettier-ignore
  });

  it('comes to an end where its worker does: who is left is looked at by another', async () => {
    await twoWeeks();
    const other = await house.another();
    other.get(DriftService).end();
    await house.look(14, other);
    expect(await house.app.get(DriftService).of(tenant, 'lead-score')).toBeNull();
    await house.look(14);
    expect(await alertsOf(tenant)).toHaveLength(1);
  });

  it('refuses a cursor of a year that there never was', async () => {
    const after = Buffer.from(JSON.stringify(['0000-01-01T00:00:00.000Z', randomUUID()])).toString('base64url'); // prettier-ignore
    await expect((async () => alertsOf(tenant, null, 20, after))()).rejects.toMatchObject({
      code: 'BAD_CURSOR',
    });
  });
});
