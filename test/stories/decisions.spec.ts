import { z } from 'zod';
import { eventually } from '../support/carousel.js';
import { Story } from '../support/story.js';

const offersAnswer = z.object({
  offers: z.object({
    decisionId: z.string(),
    items: z.array(
      z.object({ position: z.number(), vehicle: z.object({ id: z.string() }), trackingToken: z.string() }),
    ),
  }),
});
const decisionAnswer = z.object({
  decision: z.object({
    placement: z.string(),
    scored: z.number(),
    items: z.array(
      z.object({
        position: z.number(),
        vehicleId: z.string(),
        propensity: z.number(),
        outcomes: z.array(z.object({ type: z.string() })),
      }),
    ),
    eliminated: z.array(z.object({ step: z.string(), count: z.number() })),
  }),
});
const offersQuery = `query ($viewer: ViewerInput!, $placement: String = "home-hero", $first: Int = 4, $context: OffersContextInput) {
  offers(placement: $placement, viewer: $viewer, first: $first, context: $context) {
    ... on Offers { decisionId items { position vehicle { id } trackingToken } }
    ... on NothingToShow { step reason eliminated { step count } }
  }
}`;
const decisionQuery = `query ($id: ID!) { decision(id: $id) {
  placement scored items { position vehicleId propensity outcomes { type } } eliminated { step count } } }`;

describe('a decision', () => {
  let story: Story;
  beforeAll(async () => {
    story = await Story.begin();
  });
  afterAll(() => story.end());

  const offers = async (variables: object) => {
    const answer = await story.ask(offersQuery, variables, story.keys.storefront);
    expect(answer.errors).toEqual([]);
    return offersAnswer.parse(answer.data).offers;
  };
  const logged = (id: string) =>
    eventually(
      () => story.ask(decisionQuery, { id }),
      ({ errors }) => errors.length === 0,
    ).then(({ data }) => decisionAnswer.parse(data).decision);
  const errorOf = async (variables: object, key = story.keys.storefront) =>
    (await story.ask(offersQuery, variables, key)).errors[0];

  it('can be explained afterwards, and is credited once with what came of it', async () => {
    const viewer = { anonymousId: 'd-1' };
    const answer = await offers({ viewer });
    const decision = await logged(answer.decisionId);
    expect(decision.items.map(({ vehicleId }) => vehicleId)).toEqual(
      answer.items.map(({ vehicle }) => vehicle.id),
    );
    for (const { propensity } of decision.items) expect(propensity).toBeGreaterThan(0);

    const [first, second] = answer.items;
    const token = first?.trackingToken ?? '';
    const forged = `${(second?.trackingToken ?? '').slice(0, -2)}AA`;
    const segment = story.segment();
    for (const trackingToken of [token, token, forged])
      segment.track({ ...viewer, event: 'Offer Clicked', properties: { trackingToken } });
    segment.track({ ...viewer, event: 'Offer Viewed', properties: { trackingToken: token } });
    await segment.closeAndFlush();

    const credited = await eventually(
      () => logged(answer.decisionId),
      ({ items }) => (items[0]?.outcomes.length ?? 0) === 2,
      30_000,
    );
    expect(credited.items[0]?.outcomes.map(({ type }) => type)).toEqual(['OFFER_VIEWED', 'OFFER_CLICKED']);
    expect(credited.items[1]?.outcomes).toEqual([]);
  });

  it('leaves out what the page shows already', async () => {
    const viewer = { anonymousId: 'd-2' };
    const before = await offers({ viewer, first: 50 });
    const [looking, ...others] = before.items.map(({ vehicle }) => vehicle.id);
    const after = await offers({
      viewer,
      first: 50,
      context: { vehicleId: looking, excludeVehicleIds: others },
    });
    const shown = after.items.map(({ vehicle }) => vehicle.id);
    expect(shown.filter((id) => id === looking || others.includes(id))).toEqual([]);
  });

  it('says what is wrong with a request', async () => {
    const viewer = { anonymousId: 'd-3' };
    expect((await errorOf({ viewer, placement: 'moon' }))?.message).toContain('home-hero');
    expect(await errorOf({ viewer, placement: 'moon' })).toMatchObject({
      extensions: { code: 'UNKNOWN_PLACEMENT' },
    });
    for (const first of [0, 51])
      expect(await errorOf({ viewer, first })).toMatchObject({ extensions: { code: 'PAGE_SIZE' } });
    expect(await errorOf({ viewer: {} })).toMatchObject({ extensions: { code: 'VIEWER_REQUIRED' } });
    expect(await errorOf({ viewer }, story.keys.collector)).toMatchObject({
      extensions: { code: 'FORBIDDEN' },
    });
    const unknown = await story.ask(decisionQuery, { id: 'nonsense' });
    expect(unknown.errors[0]).toMatchObject({ extensions: { code: 'DECISION_NOT_FOUND' } });
  });

  it('says why there is nothing to show', async () => {
    await story.ask('mutation { createPlacement(input: { key: "tablet", name: "Tablet" }) { key } }');
    const ask = () => story.ask(offersQuery, { viewer: { anonymousId: 'd-4' }, placement: 'tablet' }, story.keys.storefront); // prettier-ignore
    const answer = await eventually(ask, ({ errors }) => errors.length === 0);
    expect(answer.data).toMatchObject({
      offers: { step: 'PLACEMENT', reason: 'No live campaign is shown at tablet.' },
    });
  });
});
