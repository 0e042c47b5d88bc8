import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { readConfig } from '../../src/modules/platform/config.js';
import type { LimitStore } from '../../src/modules/platform/limit-store/limit-store.js';
import { PostgresLimitStore } from '../../src/modules/platform/limit-store/postgres-limit-store.js';
import { RedisLimitStore } from '../../src/modules/platform/limit-store/redis-limit-store.js';
import { Log } from '../../src/modules/platform/log.js';
import { RedisConnections } from '../../src/modules/platform/redis.js';
import { eventually } from '../support/carousel.js';
import { testDataKeys } from '../support/data-keys.js';
import { Story } from '../support/story.js';

const offersQuery = `query ($placement: String!, $viewer: ViewerInput!, $first: Int!) {
  offers(placement: $placement, viewer: $viewer, first: $first) {
    ... on Offers { decisionId items { campaign { id } trackingToken } }
    ... on NothingToShow { step reason eliminated { step count } }
  } }`;
const offersAnswer = z.object({
  offers: z.union([
    z.object({ decisionId: z.string(), items: z.array(z.object({ campaign: z.object({ id: z.string() }), trackingToken: z.string() })) }), // prettier-ignore
    z.object({ step: z.string(), reason: z.string(), eliminated: z.array(z.object({ step: z.string(), count: z.number() })) }), // prettier-ignore
  ]),
});
const spendQuery = `query ($id: ID!) { campaign(id: $id) { spend {
  total { amount currency } today { amount } charges held { amount } remaining { amount } remainingToday { amount } usedUp } } }`;
const spendAnswer = z.object({ campaign: z.object({ spend: z.object({ total: z.object({ amount: z.string(), currency: z.string() }), charges: z.number(), held: z.object({ amount: z.string() }).nullable() }).loose() }) }); // prettier-ignore

/** One viewer and one budget, asked for by four processes at full load. */
describe('budgets and caps', () => {
  let story: Story;
  let store: LimitStore & { onApplicationShutdown?: () => Promise<void> };
  beforeAll(async () => {
    story = await Story.begin({ apis: 4, workers: 1 });
    const config = readConfig({
      DATABASE_URL: story.database.url,
      SECRET: 'x'.repeat(32),
      DATA_KEYS: testDataKeys,
      LOG_LEVEL: 'silent',
      ...(story.redisUrl ? { REDIS_URL: story.redisUrl } : {}),
    });
    store = story.redisUrl ? new RedisLimitStore(redis = new RedisConnections(config, new Log(config))) : new PostgresLimitStore(config); // prettier-ignore
  });
  let redis: RedisConnections | undefined;
  let tenantId = '';
  afterAll(async () => {
    await store.onApplicationShutdown?.();
    await redis?.onApplicationShutdown();
    await story.end();
  });

  const offers = async (placement: string, anonymousId: string, first: number) => {
    const { data, errors } = await story.ask(offersQuery, { placement, viewer: { anonymousId }, first }, story.keys.storefront); // prettier-ignore
    expect(errors).toEqual([]);
    return offersAnswer.parse(data).offers;
  };
  const tokensOf = (answer: Awaited<ReturnType<typeof offers>>) =>
    'items' in answer ? answer.items.map(({ trackingToken }) => trackingToken) : [];
  /** Asks until nothing is left, through whatever the load of the burst left behind. */
  const untilNothing = async (step: string, ask: () => ReturnType<typeof offers>) => {
    const tokens: string[] = [];
    const last = await eventually(ask, (answer) => {
      tokens.push(...tokensOf(answer));
      return 'step' in answer && answer.step === step;
    }); // prettier-ignore
    return { tokens, last };
  };
  const spendOf = async (id: string) =>
    spendAnswer.parse((await story.ask(spendQuery, { id })).data).campaign.spend;
  const launch = async (placement: string, terms: object) => {
    await story.ask(`mutation { createPlacement(input: { key: "${placement}", name: "${placement}", floor: "900" }) { __typename } }`);
    const creatives = ['PRICE', 'LIFESTYLE'].map((angle) => ({ name: angle, angle, headline: 'The {model}', body: 'Come and see it.', callToAction: { label: 'See it', url: 'https://example.com/{vehicleId}' } })); // prettier-ignore
    const input = { name: placement, placements: [placement], creatives, ...terms };
    const made = await story.ask('mutation ($input: CreateCampaignInput!) { createCampaign(input: $input) { __typename ... on Campaign { id } ... on InvalidCampaign { problems { path message } } } }', { input }); // prettier-ignore
    const { id } = z.object({ createCampaign: z.object({ id: z.string() }) }).parse(made.data).createCampaign;
    const { data } = await story.ask('mutation ($id: ID!) { launchCampaign(id: $id) { __typename ... on CannotLaunch { reasons { code } } } }', { id }); // prettier-ignore
    expect(data).toEqual({ launchCampaign: { __typename: 'Campaign' } });
    for (let api = 0; api < 4; api++)
      await eventually(() => offers(placement, `warm-${randomUUID()}`, 1).catch(() => null), (answer) => answer !== null && !('step' in answer && ['LIMITS_AWAY', 'PLACEMENT', 'CAMPAIGN_NOT_LIVE'].includes(answer.step))); // prettier-ignore
    return id;
  }; // prettier-ignore
  const tell = (event: string, token: string, anonymousId: string, messageId = randomUUID()) =>
    story.collect(
      'track',
      JSON.stringify({ event, anonymousId, messageId, properties: { trackingToken: token } }),
    );
  const storeIsLost = async (placement: string, anonymousId: string) => {
    await store.empty();
    await eventually(() => store.isWhole(tenantId), Boolean);
    return eventually(() => offers(placement, anonymousId, 3), (answer) => !('step' in answer && answer.step === 'LIMITS_AWAY')); // prettier-ignore
  };

  it('hold with four processes at full load, through a lost store, to the last micro', async () => {
    const capped = await launch('capped', {
      bid: { perThousand: '900' },
      budget: { total: '100000' },
      frequencyCaps: [{ scope: 'CAMPAIGN', window: 'DAY', most: 5 }, { scope: 'CREATIVE', window: 'HOUR', most: 4 }],
    }); // prettier-ignore
    const answers = await Promise.all(Array.from({ length: 48 }, () => offers('capped', 'one-viewer', 2)));
    const burst = answers.flatMap(tokensOf);
    expect(burst.length).toBeLessThanOrEqual(5);
    const { tokens, last } = await untilNothing('FREQUENCY_CAP', () => offers('capped', 'one-viewer', 2));
    const seen = [...burst, ...tokens];
    expect(seen).toHaveLength(5);
    expect(last).toMatchObject({
      reason: 'This viewer saw the campaigns there are for them as often as their caps allow.',
    });
    // Another viewer is another count, and a campaign that nothing bounds knows of none of it.
    expect(tokensOf(await offers('capped', 'another-viewer', 2))).toHaveLength(2);
    expect(tokensOf(await offers('home-hero', 'one-viewer', 2))).toHaveLength(2);

    // 0.90 an impression, 10.00 in all: eleven fit, of the twelfth 0.10 would be left. Four warmed up.
    const small = await launch('small', {
      bid: { perThousand: '900' },
      budget: { total: '10' }, // without a day's budget or an end, so that nothing paces it
    });
    const all = await Promise.all(Array.from({ length: 60 }, (_, n) => offers('small', `viewer-${n}`, 2)));
    expect(all.flatMap(tokensOf).length).toBeLessThanOrEqual(11 - 4);
    const shown = [...all.flatMap(tokensOf), ...(await untilNothing('BUDGET', () => offers('small', 'late', 1))).tokens]; // prettier-ignore
    expect(shown).toHaveLength(11 - 4);
    expect((await spendOf(small)).charges).toBe(0);

    // What was seen is charged once, however often it is told; everybody who saw is known from here on.
    for (const token of [...shown, ...shown]) await tell('Offer Viewed', token, 'watcher');
    for (const token of [...seen, ...seen]) await tell('Offer Viewed', token, 'one-viewer');
    // A charge is in the truth a moment before the store lets go of what was held for it: until then both count.
    const spend = await eventually(() => spendOf(small), ({ charges, held }) => charges === 7 && held?.amount === '3.60', 30_000); // prettier-ignore
    expect(spend).toMatchObject({ total: { amount: '6.30', currency: 'GBP' }, charges: 7, usedUp: false });
    expect(await eventually(() => spendOf(capped), ({ charges }) => charges === 5, 30_000)).toMatchObject({ total: { amount: '4.50' }, remainingToday: null }); // prettier-ignore

    const of = z.array(z.object({ tenant_id: z.string() }));
    tenantId = of.parse(await story.database.dataSource.query('select tenant_id from campaigns where id = $1', [small]))[0]?.tenant_id ?? ''; // prettier-ignore
    // Held are the four that warmed up, each of them in the log of decisions: nothing else is held, and nothing less.
    const inLog: { count: string }[] = await story.database.dataSource.query(`select count(*) from decisions d, jsonb_array_elements(d.items) item where item->>'campaignId' = $1`, [small]); // prettier-ignore
    expect(inLog).toEqual([{ count: '11' }]);
    expect(await spendOf(small)).toMatchObject({ held: { amount: '3.60' } });
    // A store that lost everything is filled before anything limited is shown again: nothing more, nothing less.
    expect(await storeIsLost('capped', 'one-viewer')).toMatchObject({ step: 'FREQUENCY_CAP' });
    expect(await storeIsLost('small', 'late')).toMatchObject({ step: 'BUDGET' });
    expect(await spendOf(small)).toMatchObject({ total: { amount: '6.30' }, held: { amount: '3.60' }, remaining: { amount: '0.10' } }); // prettier-ignore

    // Raising the budget shows it again at once; a click or lead is not what it pays for.
    await story.ask('mutation ($id: ID!) { updateCampaign(id: $id, input: { budget: { total: "10.95" } }) { __typename } }', { id: small }); // prettier-ignore
    const [more = ''] = tokensOf(await eventually(() => offers('small', 'late', 3), (answer) => 'items' in answer)); // prettier-ignore
    await tell('Offer Clicked', more, 'late');
    await tell('Offer Viewed', more, 'late');
    await eventually(
      () => spendOf(small),
      ({ charges }) => charges === 8,
      30_000,
    );
    const [sums] = z
      .array(z.object({ charged: z.coerce.number(), total: z.coerce.number(), days: z.coerce.number() }))
      .parse(await story.database.dataSource.query(
        `select (select sum(charged_micros) from campaign_charges where campaign_id = $1) as charged,
           (select spent_micros from campaign_totals where campaign_id = $1) as total,
           (select sum(spent_micros) from campaign_days where campaign_id = $1) as days`, [small])); // prettier-ignore
    expect(sums).toEqual({ charged: 7_200_000, total: 7_200_000, days: 7_200_000 });
  }, 180_000);

  it('make room for others once less is left than a price', async () => {
    // Of two that bid most, each pays for an impression or two, and keeps less than one costs.
    const rich = { bid: { perThousand: '3000' }, budget: { total: '3.50' } };
    await launch('room', { ...rich, name: 'Rich' });
    await launch('room', { ...rich, name: 'Richer' });
    const modest = await launch('room', { name: 'Modest', bid: { perThousand: '900' }, budget: { total: '100000' } }); // prettier-ignore
    const asked = () => offers('room', randomUUID(), 3);
    const shown = await eventually(asked, (answer) => 'items' in answer && answer.items.length === 3 && answer.items.every(({ campaign }) => campaign.id === modest)); // prettier-ignore
    expect(shown).toHaveProperty('items.length', 3);
  }, 60_000);
});
