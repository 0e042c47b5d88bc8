import type { EntityManager } from 'typeorm';
import { CreativeNews } from '../../src/modules/decisioning/creatives/creative-news.js';
import { CreativeSumsRepository } from '../../src/modules/decisioning/creatives/creative-sums.repository.js';
import { KnownBeliefs } from '../../src/modules/decisioning/creatives/known-beliefs.js';
import { DecisionsRepository, type Outcome } from '../../src/modules/decisioning/decisions.repository.js';
import { ChargesRepository } from '../../src/modules/decisioning/limits/charges.repository.js';
import { Charging } from '../../src/modules/decisioning/limits/charging.js';
import { LimitsRepository } from '../../src/modules/decisioning/limits/limits.repository.js';
import { OutcomeWriter } from '../../src/modules/decisioning/outcome-writer.js';
import { OutcomesService } from '../../src/modules/decisioning/outcomes.service.js';
import { signToken, tokenKey, type TrackedOffer } from '../../src/modules/decisioning/tracking-token.js';
import { Changes } from '../../src/modules/platform/changes.js';
import { readConfig } from '../../src/modules/platform/config.js';
import { PostgresLimitStore } from '../../src/modules/platform/limit-store/postgres-limit-store.js';
import { Log } from '../../src/modules/platform/log.js';
import { Metrics } from '../../src/modules/platform/metrics.js';
import { idOf, liveCampaign, liveCreative } from '../factories/showroom.js';
import { newTenant, openCampaigns } from '../support/campaigns-house.js';
import { eventually } from '../support/carousel.js';
import { testDataKeys } from '../support/data-keys.js';
import { anyEvent, eventRooms, type EventRooms } from '../support/event-rooms.js';

const secret = 'x'.repeat(32);
const creatives = ['price', 'finance'].map((name) => liveCreative(name));
const campaign = liveCampaign('A', { creatives });

/** Where a worker's connection is cut, in a step of the log. */
const cuts = ['before anything is written', 'once it is added up', 'once all is written'] as const;
type Cut = (typeof cuts)[number];

/** Cuts the connection of a transaction once, where told to: what `kill -9` of the worker does to it. */
class Knife {
  constructor(private cut: Cut | null) {}
  async at(cut: Cut, manager: EntityManager): Promise<void> {
    if (this.cut !== cut) return;
    this.cut = null;
    await manager.query('select pg_terminate_backend(pg_backend_pid())');
  }
}

class CutNews extends CreativeNews {
  knife = new Knife(null);
  override async take(manager: EntityManager, fresh: readonly Outcome[], seen: ReadonlySet<string>): Promise<void> {
    await super.take(manager, fresh, seen);
    await this.knife.at('once it is added up', manager);
  }
} // prettier-ignore

class CutCharging extends Charging {
  knife = new Knife(null);
  override async seen(manager: EntityManager, outcomes: readonly Outcome[]): Promise<void> {
    await super.seen(manager, outcomes);
    await this.knife.at('before anything is written', manager);
  }
  override async charge(manager: EntityManager, outcomes: readonly Outcome[]) {
    const charged = await super.charge(manager, outcomes);
    await this.knife.at('once all is written', manager);
    return charged;
  }
}

describe('what came of creatives', () => {
  let house: Awaited<ReturnType<typeof openCampaigns>>;
  let rooms: EventRooms;
  let store: PostgresLimitStore;
  let changes: Changes;
  let repository: CreativeSumsRepository;
  let tenantId: string;
  const settings = () => readConfig({ DATABASE_URL: house.database.url, SECRET: secret, DATA_KEYS: testDataKeys, LOG_LEVEL: 'silent' }); // prettier-ignore

  beforeAll(async () => {
    house = await openCampaigns();
    rooms = eventRooms(house.database.dataSource, house.clock);
    store = new PostgresLimitStore(settings());
    changes = new Changes(settings(), new Log(settings()));
    await changes.onModuleInit();
    repository = new CreativeSumsRepository(house.database.dataSource);
  });
  beforeEach(async () => {
    ({ tenantId } = await newTenant(house.database));
  });
  afterAll(async () => {
    await changes.onApplicationShutdown();
    await store.onApplicationShutdown();
    await house.close();
  });

  /** One worker of several; shares nothing with the others but the database. */
  const worker = (cut: Cut | null = null) => {
    const { dataSource } = house.database;
    const charging = new CutCharging(new ChargesRepository(dataSource), house.campaigns, new LimitsRepository(dataSource), store, house.clock); // prettier-ignore
    const news = new CutNews(repository, changes);
    charging.knife = news.knife = new Knife(cut);
    return new OutcomesService(new OutcomeWriter(new DecisionsRepository(dataSource), news), rooms.events, charging, settings(), new Metrics()); // prettier-ignore
  };
  const tokenOf = (decision: string, creative: number, facts: Partial<TrackedOffer> = {}) =>
    signToken(tokenKey(secret), {
      ...{ tenantId, decisionId: idOf(`${tenantId} ${decision}`), position: 1, vehicleId: idOf('car'), campaignId: campaign.id },
      ...{ creativeId: creatives[creative]?.id ?? '', placement: 'home', propensity: 0.5, decidedAt: house.clock.at, billing: null },
      ...{ foretold: { expected: 0.25, average: 0.5 }, ...facts },
    }); // prettier-ignore
  const tell = (type: 'OFFER_VIEWED' | 'OFFER_CLICKED', trackingToken: string, anonymousId = 'a-1') =>
    rooms.events.record({ tenantId, role: 'collector', keyId: 'k' }, [anyEvent({ type, name: type, anonymousId, properties: { trackingToken } })]); // prettier-ignore
  /** By creative: offers shown, clicked, and how many clicks were foretold a showing. */
  const sums = async () => {
    const rows = await repository.ofCampaign(tenantId, campaign.id);
    const order = (id: string) => creatives.findIndex((creative) => creative.id === id);
    return rows.sort((a, b) => order(a.creativeId) - order(b.creativeId)).map(({ shown, clicked, expected, average }) => [shown, clicked, average / expected]); // prettier-ignore
  };

  it.each(cuts)('counts once where the worker is cut off %s, however often it is told', async (cut) => {
    const [first, second] = [tokenOf('d1', 0), tokenOf('d2', 1)];
    for (const token of [first, second, first]) await tell('OFFER_VIEWED', token);
    await tell('OFFER_CLICKED', second);
    await expect(worker(cut).followAll()).rejects.toThrow();
    expect(await sums()).toEqual([]);
    await worker().followAll();
    await tell('OFFER_VIEWED', first, 'a-2'); // again, by another device
    await tell('OFFER_CLICKED', second);
    await worker().followAll();
    expect(await sums()).toEqual([[1, 0, 2], [1, 1, 2]]); // prettier-ignore
  });

  it('counts an offer as shown once though two workers hear of its view and of its click at once', async () => {
    const devices = Array.from({ length: 24 }, (_, n) => `a-${n}`);
    for (const [n, device] of devices.entries()) {
      await tell('OFFER_VIEWED', tokenOf(`d${n}`, 0), device);
      await tell('OFFER_CLICKED', tokenOf(`d${n}`, 0), `${device} forwarded`);
    }
    const workers = Array.from({ length: 4 }, () => worker());
    await Promise.all(workers.map((each) => each.followAll()));
    await worker().followAll(); // shards that another was at
    expect(await sums()).toEqual([[24, 24, 2]]);
  });

  it('is heard by processes that answer, of their tenants only, and moves their chances', async () => {
    const log = new Log(settings());
    const known = new KnownBeliefs(repository, log, changes, new Metrics());
    const rates = [0.03, 0.02];
    const chances = () => known.of(tenantId).table(campaign, 'home', house.clock.at).table.chances(rates);
    const [before = 0] = chances();
    expect(before).toBeGreaterThan(0.5); // the model's word alone
    for (let n = 0; n < 40; n++) {
      await tell('OFFER_VIEWED', tokenOf(`d${n}`, n % 2, { foretold: { expected: 0.03, average: 0.025 } }));
      if (n % 2 === 1) await tell('OFFER_CLICKED', tokenOf(`d${n}`, 1, { foretold: { expected: 0.02, average: 0.025 } })); // prettier-ignore
    }
    await worker().followAll();
    await eventually(() => Promise.resolve(chances()[0] ?? 1), (first) => first < 0.1); // prettier-ignore
    const other = (await newTenant(house.database)).tenantId;
    await eventually(() => Promise.resolve(known.of(other).table(campaign, 'home', house.clock.at)), ({ isTold }) => !isTold); // prettier-ignore
    expect(await repository.since(other, 0)).toEqual([]);
    const late = new KnownBeliefs(repository, log, changes, new Metrics());
    await eventually(() => Promise.resolve(late.of(tenantId).news), (news) => news > 0); // prettier-ignore
    expect(late.of(tenantId).table(campaign, 'home', house.clock.at).isTold).toBe(true);
  });
});
