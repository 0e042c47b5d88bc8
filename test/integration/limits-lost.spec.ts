import { randomUUID } from 'node:crypto';
import type { LiveCampaign } from '../../src/models/campaign/live-campaign.js';
import { profileName } from '../../src/models/decision/billing.js';
import type { Decision } from '../../src/models/decision/decision.js';
import type { CampaignInput } from '../../src/modules/campaigns/campaign-draft.js';
import { DecisionsRepository, type Outcome } from '../../src/modules/decisioning/decisions.repository.js';
import { dayKey, limitsOf, totalKey } from '../../src/modules/decisioning/limits/campaign-limits.js';
import { ChargesRepository } from '../../src/modules/decisioning/limits/charges.repository.js';
import { Charging } from '../../src/modules/decisioning/limits/charging.js';
import { askFor, billedOf } from '../../src/modules/decisioning/limits/holding.js';
import { Filling } from '../../src/modules/decisioning/limits/filling.js';
import { LimitLook } from '../../src/modules/decisioning/limits/limit-look.js';
import { LimitWatch } from '../../src/modules/decisioning/limits/limit-watch.js';
import { Limits } from '../../src/modules/decisioning/limits/limits.js';
import { LimitsRepository } from '../../src/modules/decisioning/limits/limits.repository.js';
import { Refilling } from '../../src/modules/decisioning/limits/refilling.js';
import { ReservedLately } from '../../src/modules/decisioning/limits/reserved-lately.js';
import { Retelling } from '../../src/modules/decisioning/limits/retelling.js';
import { readConfig } from '../../src/modules/platform/config.js';
import type { AskFor, Reserved } from '../../src/modules/platform/limit-store/limit-store.js';
import { PostgresLimitStore } from '../../src/modules/platform/limit-store/postgres-limit-store.js';
import { Log } from '../../src/modules/platform/log.js';
import { Metrics } from '../../src/modules/platform/metrics.js';
import { creativeDraft } from '../factories/campaign.js';
import { openCampaigns } from '../support/campaigns-house.js';
import { eventually } from '../support/carousel.js';
import { testDataKeys } from '../support/data-keys.js';

type House = Awaited<ReturnType<typeof openCampaigns>>;

/** Keeps one asking waiting where told to. */
class WaitingStore extends PostgresLimitStore {
  gate: Promise<unknown> | null = null;
  released = 0;
  override async release(tenantId: string, now: number, ids: readonly string[]): Promise<void> {
    await super.release(tenantId, now, ids);
    this.released += 1;
  }
  override async reserve(tenantId: string, ask: AskFor): Promise<Reserved | null> {
    const { gate } = this;
    this.gate = null;
    await gate;
    return super.reserve(tenantId, ask);
  }
}

/** Counts how often it was told that the store is lost. */
class CountingWatch extends LimitWatch {
  losses = 0;
  override lost(tenantId: string): void {
    super.lost(tenantId);
    this.losses += 1;
  }
}

describe('a limit store that is lost', () => {
  let house: House;
  let store: WaitingStore;
  let quiet: Log;
  const open: LimitWatch[] = [];
  beforeAll(async () => {
    house = await openCampaigns();
    const config = readConfig({ DATABASE_URL: house.database.url, SECRET: 'x'.repeat(32), DATA_KEYS: testDataKeys, LOG_LEVEL: 'silent' }); // prettier-ignore
    quiet = new Log(config);
    store = new WaitingStore(config);
  });
  afterAll(async () => {
    for (const watch of open) await watch.onApplicationShutdown();
    await store.onApplicationShutdown();
    await house.close();
  });

  /** What one process knows of limits; nothing but the store and the database is shared with another. */
  const process = () => {
    const { campaigns, clock, database } = house;
    const metrics = new Metrics();
    const repository = new LimitsRepository(database.dataSource);
    const lately = new ReservedLately();
    const retelling = new Retelling(repository, store, lately, clock);
    const charges = new ChargesRepository(database.dataSource);
    const filling = new Filling(repository, charges, campaigns, store, clock);
    const refilling = new Refilling(filling, retelling, store, quiet, metrics);
    const watch = new CountingWatch(new LimitLook(campaigns, store, refilling, clock), clock, quiet, metrics);
    watch.onApplicationBootstrap();
    open.push(watch);
    const limits = new Limits(store, watch, lately, quiet, metrics);
    return { watch, limits, charging: new Charging(charges, campaigns, repository, store, clock) };
  };
  const launched = async (terms: CampaignInput): Promise<LiveCampaign> => {
    const { caller } = house;
    const made = await house.campaigns.create(caller, { name: 'SUVs', placements: ['home-hero'], ...terms }, [creativeDraft()]); // prettier-ignore
    if ('problems' in made) throw new Error(JSON.stringify(made));
    await house.campaigns.launch(caller, made.campaign.id);
    return liveOf(made.campaign.id);
  };
  const liveOf = async (id: string): Promise<LiveCampaign> => {
    const { tenantId } = house.caller;
    const live = async () => (await house.campaigns.campaignsAt(tenantId, house.clock.now())).live.find((each) => each.id === id); // prettier-ignore
    const found = await eventually(live, (campaign) => campaign !== undefined);
    if (!found) throw new Error('not live');
    return found;
  };
  const making = (campaign: LiveCampaign, name: string) => {
    const [creative] = campaign.creatives;
    const limits = limitsOf([campaign]).get(campaign);
    if (!creative || !limits) throw new Error('not bound');
    const made = { decisionId: randomUUID(), floorMicros: 0, now: house.clock.now(), hold: 0 };
    // Nobody bids against it, but the floor is as high as its bid.
    const price = campaign.terms.bid && { on: 'OFFER_VIEWED' as const, micros: 900_000 };
    const billed = billedOf({ campaign, price, score: { click: 0.1, lead: 0.01 } }, limits, made);
    if (!billed) throw new Error('not billed');
    return { creative, billed, id: made.decisionId, ask: { now: made.now, viewer: [name], asks: [askFor({ campaign, creative }, limits, billed, made)] } }; // prettier-ignore
  };
  const reserve = ({ limits }: ReturnType<typeof process>, { ask }: Made) =>
    limits.reserve(house.caller.tenantId, ask);

  type Made = ReturnType<typeof making>;
  /** Asks until it is granted: on a busy machine an answer may be late, and then it is given back. */
  const granted = async (one: ReturnType<typeof process>, campaign: LiveCampaign, name: string): Promise<Made> => {
    let made = making(campaign, name);
    await eventually(() => reserve(one, (made = making(campaign, name))), (answer) => answer?.[0] === null, 30_000);
    return made;
  }; // prettier-ignore
  const refusal = (one: ReturnType<typeof process>, campaign: LiveCampaign, name: string) =>
    eventually(() => reserve(one, making(campaign, name)), (answer) => answer !== null, 30_000); // prettier-ignore
  const decided = (campaignId: string, { id, creative, billed, ask }: Made, profileId: string | null = null): Decision => ({
    ...{ id, tenantId: house.caller.tenantId, placement: 'home-hero', decidedAt: house.clock.now(), profileId, seed: 1, scored: 1, viewerKeys: ask.viewer, eliminated: [] },
    model: { name: 'm', version: '1', fallback: null },
    items: [{ position: 1, vehicleId: randomUUID(), campaignId, creativeId: creative.id, score: { click: 0.1, lead: 0.01 }, value: 1, propensity: 1, reasons: [], billing: billed }],
  }); // prettier-ignore
  const viewOf = (campaign: LiveCampaign, { id, creative, billed }: Made, profileId: string): Outcome => ({
    ...{ tenantId: house.caller.tenantId, decisionId: id, position: 1, vehicleId: randomUUID(), campaignId: campaign.id },
    ...{ creativeId: creative.id, placement: 'home-hero', propensity: 1, decidedAt: house.clock.now(), billing: billed, foretold: null },
    ...{ type: 'OFFER_VIEWED', occurredAt: house.clock.now(), profileId },
  }); // prettier-ignore
  const isOpen = (one: ReturnType<typeof process>, campaign: LiveCampaign) =>
    eventually(
      () => one.limits.barred(house.caller.tenantId, [campaign], ['nobody'], house.clock.now()),
      ({ campaigns }) => campaigns.get(campaign) !== 'LIMITS_AWAY',
      20_000,
    );
  const log = (...decisions: Decision[]) =>
    new DecisionsRepository(house.database.dataSource).insert(decisions);

  it('is filled with what no log has yet, and for campaigns that are not live: nothing is shown once too often', async () => {
    const { caller, campaigns, database, clock } = house;
    const { tenantId } = caller;
    const [a, b] = [process(), process()];
    const bid = { perThousand: '900' };
    const often = [{ scope: 'CAMPAIGN', window: 'DAY', most: 1 } as const];
    const capped = await launched({ frequencyCaps: often });
    const small = await launched({ bid, budget: { total: '1' } });
    const held = await launched({ bid, budget: { total: '1' } });
    const seen = await launched({ frequencyCaps: often });
    const moved = await launched({ bid, budget: { daily: '1' } });
    for (const one of [a, b]) await isOpen(one, small);

    // Reserved by one process, which has not come to logging it.
    await granted(a, capped, 'ann');
    await granted(a, small, 'bob');
    // Held of one campaign and seen of another, both paused when the store is lost.
    const forHeld = await granted(b, held, 'carl');
    const forSeen = making(seen, 'dora');
    const dora = randomUUID();
    const forMoved = making(moved, 'emil');
    await log(decided(held.id, forHeld), decided(seen.id, forSeen, dora), decided(moved.id, forMoved));
    await database.dataSource.transaction((manager) => new DecisionsRepository(database.dataSource).insertOutcomes(manager, [viewOf(seen, forSeen, dora)]));
    for (const { id } of [held, seen]) await campaigns.stop(caller, id, 'pause');
    // What was decided today in London is paid from today in London, though its campaign went to where it is tomorrow.
    const abroad = { schedule: { timeZone: 'Pacific/Auckland' } };
    expect(await campaigns.update(caller, moved.id, abroad)).not.toHaveProperty('problems');

    await store.empty();
    expect(await b.limits.reserve(tenantId, making(capped, 'zoe').ask)).toBeNull();
    for (const one of [a, b]) await isOpen(one, small);
    for (const { id } of [held, seen]) await campaigns.resume(caller, id);

    const refusals = [capped, small, held].map((campaign, place) => refusal(b, campaign, ['ann', 'bob', 'carl'][place] ?? ''));
    expect(await Promise.all(refusals)).toEqual([[`c:${capped.id}`], [totalKey(small.id)], [totalKey(held.id)]]);
    expect(await refusal(b, seen, profileName(dora))).toEqual([`c:${seen.id}`]);
    await granted(b, seen, 'somebody-else');
    const days = ['2026-11-22', '2026-11-23'].map((day) => dayKey(moved.id, day));
    expect(await store.taken(tenantId, days, clock.now())).toEqual([{ held: 900_000, spent: 0 }, { held: 0, spent: 0 }]);
  }, 60_000); // prettier-ignore

  it('is away for one request where one answer is slow, and what that reserved is given back', async () => {
    const one = process();
    const small = await launched({ bid: { perThousand: '900' }, budget: { total: '1' } });
    await isOpen(one, small);
    let go: (value: unknown) => void = () => undefined;
    store.gate = new Promise((resolve) => (go = resolve));
    expect(await reserve(one, making(small, 'ann'))).toBeNull();
    expect(one.watch.losses).toBe(0);
    go(null);
    await eventually(() => Promise.resolve(store.released), (released) => released > 0); // prettier-ignore
    await granted(one, small, 'bob');
  });

  it('counts a late view of a campaign that was ended for its advertiser, not for the house', async () => {
    const { caller, campaigns, advertisers, clock, database } = house;
    const { charging } = process();
    const made = await advertisers.create(caller, { name: 'Volta', kind: 'CARMAKER' });
    if (!('id' in made)) throw new Error(JSON.stringify(made));
    const campaign = await launched({ advertiserId: made.id, frequencyCaps: [{ scope: 'ADVERTISER', window: 'WEEK', most: 1 }] });
    const view = viewOf(campaign, making(campaign, 'ann'), randomUUID());
    await campaigns.stop(caller, campaign.id, 'end');
    await database.dataSource.transaction((manager) => charging.seen(manager, [view]));
    const [occurrence] = await store.occurrences(caller.tenantId, [profileName(view.profileId ?? '')], clock.now());
    expect(occurrence?.subjects).toContain(`a:${made.id}`);
  }); // prettier-ignore
});
