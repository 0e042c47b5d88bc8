import { randomUUID } from 'node:crypto';
import type { Caller } from '../../src/models/caller.js';
import type { ConsentStatement } from '../../src/models/consent/consent-statement.js';
import type { ConsentService } from '../../src/modules/consent/consent.service.js';
import { createTestTenant, eventually } from '../support/carousel.js';
import { consentRoom, type ConsentRoom } from '../support/consent-room.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { StandingClock } from '../support/event-rooms.js';

const noon = Date.parse('2026-11-22T12:00:00Z');

describe('consent', () => {
  let database: TestDatabase;
  let caller: Caller;
  let clock: StandingClock;
  let consent: ConsentService;
  /** Another process. */
  let elsewhere: ConsentService;
  const rooms: ConsentRoom[] = [];

  beforeAll(async () => {
    database = await createTestDatabase();
    clock = new StandingClock(noon);
    const open = async () => {
      const room = consentRoom(database.dataSource, clock, database.url);
      await room.changes.onModuleInit();
      rooms.push(room);
      return room.consent;
    };
    consent = await open();
    elsewhere = await open();
  });
  beforeEach(async () => {
    const { id } = await createTestTenant(database.dataSource, `t-${randomUUID()}`);
    caller = { tenantId: id, role: 'admin', keyId: 'test' };
  });
  afterAll(async () => {
    for (const { changes } of rooms) await changes.onApplicationShutdown();
    await database.drop();
  });

  const say = (fields: Partial<ConsentStatement> = {}): ConsentStatement => ({
    purpose: 'PERSONALISATION',
    state: 'DENIED',
    source: 'API',
    statedAt: noon,
    policyVersion: '1',
    ...fields,
  });
  const record = (identityId: string, ...statements: ConsentStatement[]) =>
    database.dataSource.transaction((manager) =>
      consent.record(manager, caller.tenantId, [{ identityId, statements }]),
    );
  const stateOf = async (identityIds: string[], purpose: ConsentStatement['purpose'] = 'PERSONALISATION') => {
    const [states] = await consent.statesOf(database.dataSource.manager, caller.tenantId, [identityIds]);
    return states?.find((one) => one.purpose === purpose);
  };
  const ledger = (...identityIds: string[]) =>
    consent.history(database.dataSource.manager, caller.tenantId, identityIds);

  it('is remembered, with how we know and under which policy', async () => {
    const id = randomUUID();
    expect(await record(id, say({ evidence: 'ticked \0 the box' }))).toEqual(new Set([id]));
    expect(await stateOf([id])).toEqual({ purpose: 'PERSONALISATION', state: 'DENIED', statedAt: noon, source: 'API', policyVersion: '1' }); // prettier-ignore
    expect(await ledger(id)).toMatchObject([
      {
        purpose: 'PERSONALISATION',
        state: 'DENIED',
        recordedAt: new Date(noon),
        evidence: 'ticked \ufffd the box',
      },
    ]);
  });

  it('writes nothing where nothing changes, and says so', async () => {
    const id = randomUUID();
    await record(id, say());
    expect(await record(id, say({ statedAt: noon + 1 }), say({ statedAt: noon - 9 }))).toEqual(new Set());
    expect(await ledger(id)).toHaveLength(1);
  });

  it('follows people when two of their identities turn out to be one person', async () => {
    const [browser, account] = [randomUUID(), randomUUID()];
    await record(browser, say({ statedAt: noon }));
    await record(account, say({ state: 'GRANTED', statedAt: noon - 60_000 }));
    expect(await stateOf([browser, account])).toMatchObject({ state: 'DENIED' });
    expect(await stateOf([account])).toMatchObject({ state: 'GRANTED' });
    expect(await ledger(browser, account)).toMatchObject([{ state: 'GRANTED' }, { state: 'DENIED' }]);
  });

  it('keeps the newest of two statements written at the same moment, whichever commits last', async () => {
    const id = randomUUID();
    const times = Array.from({ length: 12 }, (_, step) => noon + step * 1_000);
    await Promise.all(
      times.map((statedAt, step) => record(id, say({ statedAt, state: step % 2 ? 'DENIED' : 'GRANTED' }))),
    );
    expect(await stateOf([id])).toMatchObject({ state: 'DENIED', statedAt: times.at(-1) });
  });

  it('has a ledger that the database itself keeps from change, save for erasure', async () => {
    const [id, other] = [randomUUID(), randomUUID()];
    await record(id, say());
    await record(other, say());
    const { dataSource } = database;
    await expect(dataSource.query(`update consent_ledger set state = 'GRANTED'`)).rejects.toThrow(
      'append-only',
    );
    await expect(dataSource.query('delete from consent_ledger')).rejects.toThrow('append-only');
    await expect(dataSource.query('truncate consent_ledger')).rejects.toThrow('append-only');
    await consent.forget(dataSource.manager, caller.tenantId, [id]);
    expect(await ledger(id)).toEqual([]);
    expect(await stateOf([id])).toMatchObject({ state: 'GRANTED', statedAt: null });
    expect(await ledger(other)).toHaveLength(1);
    await expect(dataSource.query('delete from consent_ledger')).rejects.toThrow('append-only');
  });

  it('is asked for only where a tenant has somebody who denies', async () => {
    expect(await consent.atStake(caller.tenantId)).toEqual(new Set(['IN_CAR']));
    expect(await elsewhere.atStake(caller.tenantId)).toEqual(new Set(['IN_CAR']));
    await record(randomUUID(), say({ purpose: 'ANALYTICS' }));
    expect(await consent.atStake(caller.tenantId)).toEqual(new Set(['ANALYTICS', 'IN_CAR']));
    await eventually(
      () => elsewhere.atStake(caller.tenantId),
      (purposes) => purposes.has('ANALYTICS'),
    );
  });

  it('means by silence what the policy of each tenant says, in every process', async () => {
    const draft = {
      regime: 'OPT_IN',
      version: ' 2026-11 ',
      categories: [{ id: 'marketing', purposes: ['ADS', 'ADS'] }],
      gpcDenies: ['ADS'],
    } as const;
    const policy = await consent.setPolicy(caller, { ...draft, gpcDenies: ['ADS'] });
    expect(policy).toMatchObject({ version: '2026-11', categories: { marketing: ['ADS'] } });
    expect(await stateOf([])).toMatchObject({ state: 'DENIED', statedAt: null });
    await eventually(
      () => elsewhere.policyOf(caller.tenantId),
      ({ regime }) => regime === 'OPT_IN',
    );
  });

  it('refuses a policy it could not keep', async () => {
    const draft = { regime: 'OPT_OUT', version: '1', categories: [], gpcDenies: [] } as const;
    const refusal = { code: 'CONSENT_POLICY', kind: 'invalid' };
    await expect(consent.setPolicy(caller, { ...draft, gpcDenies: [], version: ' ' })).rejects.toMatchObject(refusal); // prettier-ignore
    const twice = [{ id: 'a', purposes: [] }, { id: 'a', purposes: [] }]; // prettier-ignore
    await expect(consent.setPolicy(caller, { ...draft, gpcDenies: [], categories: twice })).rejects.toMatchObject(refusal); // prettier-ignore
  });
});
