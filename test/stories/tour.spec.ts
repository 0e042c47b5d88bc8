import { z } from 'zod';
import { eventually } from '../support/carousel.js';
import { Story } from '../support/story.js';

/** README's tour, step by step, through the same doors. */
const item = z.object({
  vehicle: z.object({ id: z.string(), title: z.string(), bodyStyle: z.string(), stockNumber: z.string() }),
  campaign: z.object({ name: z.string() }),
  creative: z.object({ headline: z.string() }),
  price: z.object({ amount: z.string(), currency: z.string() }),
  reasons: z.array(z.string()),
  trackingToken: z.string(),
});
const offersAnswer = z.object({
  offers: z.object({
    decisionId: z.string(),
    model: z.object({ name: z.string(), version: z.string(), fallback: z.string().nullable() }),
    items: z.array(item),
  }),
});
const offersQuery = `query Offers($id: String!) {
  offers(placement: "home-hero", viewer: { anonymousId: $id }, first: 6) {
    ... on Offers {
      decisionId model { name version fallback }
      items {
        vehicle { id title bodyStyle stockNumber } campaign { name } creative { headline }
        price { amount currency } reasons trackingToken
      }
    }
    ... on NothingToShow { reason eliminated { step count } }
  }
}`;

describe('the tour of the README', () => {
  let story: Story;
  beforeAll(async () => {
    story = await Story.begin();
  });
  afterAll(() => story.end());

  const offersFor = async (id: string) => {
    const answer = await story.ask(offersQuery, { id }, story.keys.storefront);
    expect(answer.errors).toEqual([]);
    return offersAnswer.parse(answer.data).offers;
  };

  it('shows different vehicles and another creative because of what a shopper just did', async () => {
    const rule = {
      did: { event: 'VEHICLE_VIEWED', where: { bodyStyle: ['SUV'] }, times: { atLeast: 3 }, within: 'P14D' },
    };
    const preview = await story.ask(
      `query Preview($rule: RuleInput!) { previewSegment(rule: $rule) {
         ... on SegmentPreview { size sentence } ... on InvalidRule { problems { path message } } } }`,
      { rule },
    );
    expect(preview.errors).toEqual([]);
    expect(preview.data).toMatchObject({ previewSegment: { size: 0 } });

    const created = await story.ask(
      `mutation Create($input: CreateSegmentInput!) { createSegment(input: $input) {
         ... on Segment { id sentence } ... on InvalidRule { problems { path message remedy } } } }`,
      { input: { name: 'SUV shoppers', rule } },
    );
    const segment = z
      .object({ createSegment: z.object({ id: z.string(), sentence: z.string() }) })
      .parse(created.data);
    expect(segment.createSegment.sentence).toMatch(/viewed/i);

    const campaign = await story.ask(
      `mutation Campaign($input: CreateCampaignInput!) { createCampaign(input: $input) { ... on Campaign { id } ... on InvalidCampaign { problems { path message } } } }`,
      {
        input: {
          name: 'Autumn SUVs',
          placements: ['home-hero'],
          includeSegments: [segment.createSegment.id],
          vehicles: { bodyStyle: ['SUV'] },
          creatives: [
            {
              name: 'Drive it',
              angle: 'TEST_DRIVE',
              headline: 'Drive the {model} this weekend',
              body: 'Book in a minute.',
              callToAction: { label: 'Book a test drive', url: 'https://demo.example/test-drive' },
            },
            {
              name: 'Monthly',
              angle: 'FINANCE',
              headline: 'The {model} from a fair monthly price',
              body: 'See your payment.',
              callToAction: { label: 'See payments', url: 'https://demo.example/finance' },
            },
          ],
        },
      },
    );
    expect(campaign.errors).toEqual([]);
    const { createCampaign } = z
      .object({ createCampaign: z.object({ id: z.string() }) })
      .parse(campaign.data);
    const launched = await story.ask(
      `mutation Launch($id: ID!) { launchCampaign(id: $id) {
         ... on Campaign { status } ... on CannotLaunch { reasons { code message remedy } } } }`,
      { id: createCampaign.id },
    );
    expect(launched.data).toEqual({ launchCampaign: { status: 'LIVE' } });

    const before = await offersFor('a-17');
    expect(before.items).toHaveLength(6);
    expect(new Set(before.items.map(({ vehicle }) => vehicle.bodyStyle)).size).toBeGreaterThan(1);
    expect(before.items.map(({ campaign: { name } }) => name)).not.toContain('Autumn SUVs');

    const suvs = await story.ask(
      `{ vehicles(filter: { bodyStyle: [SUV] }, first: 4) { edges { node { stockNumber } } } }`,
    );
    const { vehicles } = z
      .object({
        vehicles: z.object({ edges: z.array(z.object({ node: z.object({ stockNumber: z.string() }) })) }),
      })
      .parse(suvs.data);
    const segmentClient = story.segment();
    for (const { node } of vehicles.edges)
      segmentClient.track({
        anonymousId: 'a-17',
        event: 'Product Viewed',
        properties: { sku: node.stockNumber },
      });
    await segmentClient.closeAndFlush();

    const after = await eventually(
      () => offersFor('a-17'),
      ({ items }) => items.some(({ campaign: { name } }) => name === 'Autumn SUVs'),
      10_000,
    );
    expect(after.model).toMatchObject({ name: 'offer-propensity', fallback: null });
    const idsBefore = before.items.map(({ vehicle }) => vehicle.id);
    expect(after.items.map(({ vehicle }) => vehicle.id)).not.toEqual(idsBefore);
    expect(after.items.filter(({ vehicle }) => vehicle.bodyStyle === 'SUV').length).toBeGreaterThan(
      before.items.filter(({ vehicle }) => vehicle.bodyStyle === 'SUV').length,
    );
    const reasons = after.items.flatMap((each) => each.reasons).join('\n');
    expect(reasons).toMatch(/viewed \d+ SUVs/);
    expect(reasons).toMatch(/SUV shoppers/);
    const ours = after.items.filter(({ campaign: { name } }) => name === 'Autumn SUVs');
    for (const { creative } of ours)
      expect(creative.headline).toMatch(/^Drive the .+ this weekend$|^The .+ from a fair monthly price$/);
    // Another shopper, who looked at nothing, still sees what everybody sees.
    const control = await offersFor('a-control');
    expect(control.items.map(({ campaign: { name } }) => name)).not.toContain('Autumn SUVs');
    expect(control.items.flatMap((each) => each.reasons).join()).not.toMatch(/viewed \d+ SUVs|SUV shoppers/);
    const headlinesBefore = new Set(before.items.map(({ creative }) => creative.headline));
    expect(after.items.some(({ creative }) => !headlinesBefore.has(creative.headline))).toBe(true);
  });

  it('says why there is nothing to show', async () => {
    await story.ask(
      `mutation { createPlacement(input: { key: "car-dashboard", name: "Dashboard" }) { key } }`,
    );
    // Every API process hears of a new placement moments after it is made.
    const answer = await eventually(
      () =>
        story.ask(
          `{ offers(placement: "car-dashboard", viewer: { anonymousId: "a-18" }) {
             ... on Offers { decisionId } ... on NothingToShow { reason eliminated { step count } } } }`,
          {},
          story.keys.storefront,
        ),
      ({ errors }) => errors.length === 0,
      10_000,
    );
    const { offers } = z
      .object({
        offers: z.object({
          reason: z.string(),
          eliminated: z.array(z.object({ step: z.string(), count: z.number() })),
        }),
      })
      .parse(answer.data);
    expect(offers.reason).not.toBe('');
    expect(offers.eliminated.length).toBeGreaterThan(0);
  });
});
