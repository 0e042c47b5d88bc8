import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { judge } from '../../src/modules/inference/off-policy.js';
import { Random } from '../simulator/random.js';
import { eventually } from '../support/carousel.js';
import { Story } from '../support/story.js';

const rounds = 6;
const perRound = 96;
const offersQuery = `query ($viewer: ViewerInput!) { offers(placement: "corner", viewer: $viewer, first: 1) {
  ... on Offers { decisionId items { creative { headline } trackingToken } } ... on NothingToShow { step } } }`;
const offersAnswer = z.object({
  offers: z.object({
    decisionId: z.string(),
    items: z.tuple([z.object({ creative: z.object({ headline: z.string() }), trackingToken: z.string() })]),
  }),
});
const explainQuery = `query ($id: ID!) { explainOffers(placement: "corner", viewer: { anonymousId: "asks" }, first: 1, campaignId: $id) {
  campaigns { offers { creativeId creativeChoice { chance among learned } creatives { creativeId chance foretoldClick } } } } }`;
const choice = z.object({ chance: z.number(), among: z.number(), learned: z.boolean() });
const explainAnswer = z.object({
  explainOffers: z.object({
    campaigns: z.tuple([
      z.object({
        offers: z.tuple([
          z.object({
            creativeId: z.string(),
            creativeChoice: choice,
            creatives: z.array(z.object({ creativeId: z.string(), chance: z.number(), foretoldClick: z.number() })), // prettier-ignore
          }),
        ]),
      }),
    ]),
  }),
});
const figuresAnswer = z.object({
  campaign: z.object({
    creativeFigures: z.array(z.object({ creativeId: z.string(), placement: z.string(), shown: z.number(), clicked: z.number(), share: z.number(), clickRate: z.number() })), // prettier-ignore
  }),
});

/** What was shown to one passer-by, and whether they clicked it. */
interface Impression {
  readonly decisionId: string;
  readonly creative: string;
  readonly clicked: boolean;
}

describe('a campaign with three ways of saying it', () => {
  let story: Story;
  beforeAll(async () => {
    story = await Story.begin();
  }, 120_000);
  afterAll(() => story.end());

  const ask = async (query: string, variables: object = {}, key = story.keys.marketer) => {
    const { data, errors } = await story.ask(query, variables, key);
    expect(errors).toEqual([]);
    return data;
  };
  const launched = async () => {
    await ask(
      'mutation { createPlacement(input: { key: "corner", name: "Corner", slots: 1 }) { __typename } }',
    );
    const creatives = ['PRICE', 'FINANCE', 'LIFESTYLE'].map((angle) => ({ name: angle, angle, headline: angle, body: 'Come and see it.', callToAction: { label: 'See it', url: 'https://example.com/{vehicleId}' } })); // prettier-ignore
    const made = await ask('mutation ($input: CreateCampaignInput!) { createCampaign(input: $input) { ... on Campaign { id creatives { id headline } } } }', { input: { name: 'Three ways', placements: ['corner'], creatives } }); // prettier-ignore
    const campaign = z.object({ createCampaign: z.object({ id: z.string(), creatives: z.array(z.object({ id: z.string(), headline: z.string() })) }) }).parse(made).createCampaign; // prettier-ignore
    await ask('mutation ($id: ID!) { launchCampaign(id: $id) { __typename } }', { id: campaign.id });
    return { id: campaign.id, idOf: new Map(campaign.creatives.map(({ id, headline }) => [headline, id])) };
  };
  const explained = async (id: string) =>
    explainAnswer.parse(await ask(explainQuery, { id })).explainOffers.campaigns[0].offers[0];
  const figuresOf = async (id: string) =>
    figuresAnswer.parse(await ask('query ($id: ID!) { campaign(id: $id) { creativeFigures { creativeId placement shown clicked share clickRate } } }', { id })).campaign.creativeFigures; // prettier-ignore

  /** Somebody passes by, sees what is shown and clicks it or does not; every other one's browser tells it twice. */
  const passesBy = async (clickRate: (headline: string) => number, random: Random): Promise<Impression> => {
    const anonymousId = randomUUID();
    const { decisionId, items: [{ creative, trackingToken }] } = offersAnswer.parse(await ask(offersQuery, { viewer: { anonymousId } }, story.keys.storefront)).offers;
    const clicked = random.chance(clickRate(creative.headline));
    const told = (event: string) => ({ type: 'track', event, anonymousId, messageId: randomUUID(), properties: { trackingToken } });
    const batch = [told('Offer Viewed'), ...(clicked ? [told('Offer Clicked')] : [])];
    const again = random.chance(0.5) ? batch.map(({ event }) => told(event)) : [];
    expect((await story.collect('batch', JSON.stringify({ batch: [...batch, ...again] }))).status).toBe(200);
    return { decisionId, creative: creative.headline, clicked };
  }; // prettier-ignore

  it('is shown mostly by the one that is clicked three times as often, though the model thinks least of it', async () => {
    const { id, idOf } = await launched();
    const before = await eventually(() => explained(id).catch(() => null), (answer) => answer !== null, 30_000); // prettier-ignore
    if (!before) throw new Error('not explained');
    expect(before.creativeChoice).toMatchObject({ among: 3, learned: false });
    expect(before.creatives.reduce((sum, { chance }) => sum + chance, 0)).toBeCloseTo(1, 9);
    const [least] = before.creatives.toSorted((a, b) => a.foretoldClick - b.foretoldClick);
    const isBest = (headline: string) => idOf.get(headline) === least?.creativeId;
    const rateOf = (headline: string) => (isBest(headline) ? 0.48 : 0.16);

    const random = Random.of(5, 1);
    const all: Impression[] = [];
    for (let round = 1; round <= rounds; round++) {
      // The worker dies in the middle of a round, and another takes over.
      const [worker] = story.carousel.workers;
      const dies = round === 3 && worker ? story.carousel.kill(worker) : Promise.resolve();
      for (let n = 0; n < perRound; n += 8)
        all.push(...(await Promise.all(Array.from({ length: 8 }, () => passesBy(rateOf, random))))); // prettier-ignore
      await dies;
      if (round === 3) await story.carousel.startWorker();
      const shown = async () => (await figuresOf(id)).reduce((sum, figures) => sum + figures.shown, 0);
      await eventually(shown, (count) => count === all.length, 60_000);
    }

    // Everything counts once, for the creative it was about.
    for (const { creativeId, placement, shown, clicked, share, clickRate } of await figuresOf(id)) {
      const mine = all.filter(({ creative }) => idOf.get(creative) === creativeId);
      expect([placement, shown, clicked]).toEqual([
        'corner',
        mine.length,
        mine.filter((one) => one.clicked).length,
      ]);
      expect(share).toBeCloseTo(shown / all.length, 9);
      expect(clickRate).toBeCloseTo(clicked / shown, 9);
    }
    const late = all.slice(-2 * perRound);
    expect(late.filter(({ creative }) => isBest(creative)).length / late.length).toBeGreaterThan(0.7);
    const after = await explained(id);
    expect(after).toMatchObject({
      creativeId: least?.creativeId,
      creativeChoice: { among: 3, learned: true },
    });
    expect(after.creativeChoice.chance).toBeGreaterThan(0.7);

    // The log knows what another policy would have earned: one that shows any of them alike every other time.
    const logged = await chancesOf(all);
    const told = judge(
      all.map(({ clicked }, n) => {
        const propensity = logged[n] ?? 0;
        return { reward: clicked ? 1 : 0, propensity, chosenBy: propensity / 2 + 1 / 6, foretold: 0, foretoldOfPolicy: 0 }; // prettier-ignore
      }),
    );
    if ('reason' in told) throw new Error(told.reason);
    const rates = all.map(({ creative }) => rateOf(creative));
    const earned = (rates.reduce((sum, rate) => sum + rate, 0) / all.length + 0.8 / 3) / 2;
    // Four times what 95 of 100 intervals allow: of 2,500 runs of this without a house, the worst was off by half of that.
    expect(Math.abs(told.snips.value - earned)).toBeLessThan(2 * (told.snips.high - told.snips.low));
  }, 300_000);

  /** With which chance each creative was shown, as the log of decisions says. */
  const chancesOf = async (all: readonly Impression[]): Promise<number[]> => {
    const logged = (id: string) => story.ask('query ($id: ID!) { decision(id: $id) { items { propensity creativeChoice { chance among learned } } } }', { id });
    const chanceOf = async ({ decisionId }: Impression) => {
      const { data } = await eventually(() => logged(decisionId), ({ errors }) => errors.length === 0);
      const [item] = z.object({ decision: z.object({ items: z.tuple([z.object({ propensity: z.number(), creativeChoice: choice })]) }) }).parse(data).decision.items;
      expect(item.propensity).toBeLessThanOrEqual(item.creativeChoice.chance);
      return item.creativeChoice.chance;
    };
    const chances: number[] = [];
    for (let n = 0; n < all.length; n += 12) chances.push(...(await Promise.all(all.slice(n, n + 12).map(chanceOf))));
    return chances;
  }; // prettier-ignore
});
