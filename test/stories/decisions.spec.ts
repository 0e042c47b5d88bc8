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

const whyQuery = `query ($id: ID!) { decision(id: $id) { items { score { click } modelExplanation {
  model { name version fallback } click lead baseClickLogOdds baseLeadLogOdds asLogged note
  facts { fact sentence clickLogOdds leadLogOdds } } } } }`;
const whyAnswer = z.object({
  decision: z.object({
    items: z
      .array(
        z.object({
          score: z.object({ click: z.number() }),
          modelExplanation: z
            .object({
              click: z.number(),
              lead: z.number(),
              baseClickLogOdds: z.number(),
              baseLeadLogOdds: z.number(),
              asLogged: z.boolean(),
              facts: z.array(
                z.object({
                  fact: z.string(),
                  sentence: z.string(),
                  clickLogOdds: z.number(),
                  leadLogOdds: z.number(),
                }),
              ),
            })
            .loose(),
        }),
      )
      .min(1),
  }),
});

describe('a decision', () => {
  let story: Story;
  beforeAll(async () => {
    story = await Story.begin();
  });
  afterAll(() => story.end());

  /** What is shown; what was launched a moment ago is waited for. */
  const offers = async (variables: object) => {
    const answer = await eventually(
      () => story.ask(offersQuery, variables, story.keys.storefront),
      ({ errors, data }) => errors.length > 0 || offersAnswer.safeParse(data).success,
      30_000,
    );
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

  it('tells what the model said of each offer and why, as it was then', async () => {
    const viewer = { anonymousId: 'd-6' };
    const stock = z.object({ vehicles: z.object({ edges: z.array(z.object({ node: z.object({ stockNumber: z.string() }) })).min(1) }) }); // prettier-ignore
    const { vehicles } = stock.parse((await story.ask('{ vehicles(first: 1) { edges { node { stockNumber } } } }')).data); // prettier-ignore
    const properties = { sku: vehicles.edges[0]?.node.stockNumber };
    const segment = story.segment();
    for (let look = 0; look < 3; look++) segment.track({ ...viewer, event: 'Product Viewed', properties });
    await segment.closeAndFlush();
    const whyOf = (id: string, key?: string) => story.ask(whyQuery, { id }, key);
    // Until all looks are known to answers, there are fewer or none in them, and what was logged is not explained by the whole log.
    const told = await eventually(
      async () => {
        const { decisionId } = await offers({ viewer });
        await logged(decisionId);
        const { data } = await whyOf(decisionId);
        const { decision } = whyAnswer.parse(data);
        return { decisionId, decision };
      },
      ({ decision }) => decision.items.every(({ modelExplanation: { facts } }) => facts.some(({ sentence }) => sentence === 'The viewer had done 3 things with cars lately')) && decision.items.every(({ modelExplanation }) => modelExplanation.asLogged),
      30_000,
    );
    const logOdds = (share: number) => Math.log(share / (1 - share));
    for (const { score, modelExplanation: why } of told.decision.items) {
      expect(why).toMatchObject({ model: { name: 'offer-propensity', fallback: null }, asLogged: true, note: null });
      expect(why.facts.map(({ fact }) => fact).sort()).toEqual(['CREATIVE', 'PLACEMENT', 'PRICE', 'RECENT', 'TIME', 'VEHICLE']);
      expect(why.click).toBeCloseTo(score.click, 6);
      expect(why.facts.reduce((sum, { clickLogOdds }) => sum + clickLogOdds, why.baseClickLogOdds)).toBeCloseTo(logOdds(why.click), 6);
      expect(why.facts.reduce((sum, { leadLogOdds }) => sum + leadLogOdds, why.baseLeadLogOdds)).toBeCloseTo(logOdds(why.lead), 6);
    }
    // What the viewer did since is not in it.
    const later = story.segment();
    later.track({ ...viewer, event: 'Product Added to Wishlist', properties });
    await later.closeAndFlush();
    expect(whyAnswer.parse((await whyOf(told.decisionId)).data).decision).toEqual(told.decision);
    expect((await whyOf(told.decisionId, story.keys.storefront)).errors[0]).toMatchObject({ extensions: { code: 'FORBIDDEN' } });
  }, 90_000); // prettier-ignore

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

  it('is an auction: charged by what it beat, and explained campaign by campaign', async () => {
    await story.ask('mutation { createPlacement(input: { key: "hall", name: "Hall", slots: 1, floor: "2" }) { __typename } }');
    const launch = async (name: string, perThousand: string) => {
      const creatives = [{ name, angle: 'PRICE', headline: 'The {model}', body: 'Come and see it.', callToAction: { label: 'See it', url: 'https://example.com/{vehicleId}' } }];
      const input = { name, placements: ['hall'], creatives, bid: { perThousand }, budget: { total: '100' } };
      const made = await story.ask('mutation ($input: CreateCampaignInput!) { createCampaign(input: $input) { ... on Campaign { id } } }', { input });
      const { id } = z.object({ createCampaign: z.object({ id: z.string() }) }).parse(made.data).createCampaign;
      await story.ask('mutation ($id: ID!) { launchCampaign(id: $id) { __typename } }', { id });
      return id;
    };
    const low = await launch('Low', '3');
    const high = await launch('High', '8');
    const explain = async (campaignId: string | null, key = story.keys.marketer) =>
      story.ask('query ($campaignId: ID) { explainOffers(placement: "hall", viewer: { anonymousId: "d-5" }, campaignId: $campaignId) { entrants campaigns { campaignId name step message remedy bidPerThousand { amount } offers { position auction { price { amount } runnerUp { campaignId bidPerThousand { amount } } } } } } }', { campaignId }, key);
    const fates = (answer: { data: unknown }) => explained.parse(answer.data).explainOffers.campaigns;
    const [won, lost] = await eventually(async () => fates(await explain(null)), ([, second]) => second?.step === 'OUTBID', 30_000);
    expect(won).toMatchObject({ campaignId: high, step: null, bidPerThousand: { amount: '8.00' }, offers: [{ position: 1, auction: { runnerUp: { campaignId: low, bidPerThousand: { amount: '3.00' } } } }] });
    expect(lost).toMatchObject({ campaignId: low, name: 'Low', bidPerThousand: { amount: '3.00' }, offers: [] });
    expect((await explain('00000000-0000-4000-8000-000000000000')).data).toEqual({ explainOffers: null });
    expect((await explain(null, story.keys.storefront)).errors[0]).toMatchObject({ extensions: { code: 'FORBIDDEN' } });

    // One offer in ten or so is drawn to learn; what is sold is charged what the other bid, and that to the last micro.
    const sold = await eventually(
      async () => {
        const answer = await offers({ viewer: { anonymousId: 'd-5' }, placement: 'hall' });
        const { data } = await eventually(() => story.ask('query ($id: ID!) { decision(id: $id) { items { campaignId auction { paidFor explored price { amount } } } } }', { id: answer.decisionId }), ({ errors }) => errors.length === 0);
        return { token: answer.items[0]?.trackingToken, item: soldItem.parse(data).decision.items[0] };
      },
      ({ item }) => item?.auction.explored === false,
      30_000,
    );
    expect(sold.item).toMatchObject({ campaignId: high, auction: { paidFor: 'OFFER_VIEWED' } });
    const price = Number(sold.item?.auction.price.amount);
    expect(price).toBeGreaterThanOrEqual(0.0025);
    expect(price).toBeLessThanOrEqual(0.0036);
    for (let told = 0; told < 2; told++)
      await story.collect('track', JSON.stringify({ event: 'Offer Viewed', anonymousId: 'd-5', messageId: `sold-${told}`, properties: { trackingToken: sold.token } }));
    const spend = await eventually(() => story.ask('query ($id: ID!) { campaign(id: $id) { spend { charges total { amount } } } }', { id: high }), ({ data }) => spent.parse(data).campaign.spend.charges > 0, 30_000);
    expect(spent.parse(spend.data).campaign.spend).toEqual({ charges: 1, total: { amount: sold.item?.auction.price.amount } });
  }, 90_000); // prettier-ignore

  it('is paid by the lead that says which offer it came of, once however often it is sent', async () => {
    await story.ask('mutation { createPlacement(input: { key: "desk", name: "Desk", slots: 1 }) { __typename } }');
    const creatives = [{ name: 'Lead', angle: 'PRICE', headline: 'The {model}', body: 'Come and see it.', callToAction: { label: 'See it', url: 'https://example.com/{vehicleId}' } }];
    const input = { name: 'By the lead', placements: ['desk'], creatives, bid: { perLead: '40' }, budget: { total: '1000' } };
    const made = await story.ask('mutation ($input: CreateCampaignInput!) { createCampaign(input: $input) { ... on Campaign { id } } }', { input });
    const { id } = z.object({ createCampaign: z.object({ id: z.string() }) }).parse(made.data).createCampaign;
    await story.ask('mutation ($id: ID!) { launchCampaign(id: $id) { __typename } }', { id });
    const viewer = { anonymousId: 'd-6' };
    const answer = await offers({ viewer, placement: 'desk' });
    const { data } = await eventually(() => story.ask('query ($id: ID!) { decision(id: $id) { items { campaignId auction { paidFor explored price { amount } } } } }', { id: answer.decisionId }), ({ errors }) => errors.length === 0);
    const [sold] = soldItem.parse(data).decision.items;
    expect(sold).toMatchObject({ campaignId: id, auction: { paidFor: 'LEAD_SUBMITTED' } });
    const submit = async (idempotencyKey: string, trackingToken: string | undefined) => {
      const lead = { viewer, interest: 'BUY', contact: { firstName: 'Dee', email: 'dee@shopper.example' }, idempotencyKey, trackingToken };
      const told = await story.ask('mutation ($input: SubmitLeadInput!) { submitLead(input: $input) { __typename ... on InvalidLead { problems { path } } } }', { input: lead }, story.keys.storefront);
      return z.object({ submitLead: z.object({}).loose() }).parse(told.data).submitLead;
    };
    const token = answer.items[0]?.trackingToken;
    expect(await submit('desk-0', 'x'.repeat(1_001))).toEqual({ __typename: 'InvalidLead', problems: [{ path: 'trackingToken' }] });
    for (const [key, said] of [['desk-1', `${token?.slice(0, -2)}AA`], ['desk-2', token], ['desk-2', token], ['desk-3', token]] as const)
      expect(await submit(key, said)).toEqual({ __typename: 'Lead' });
    const spend = await eventually(() => story.ask('query ($id: ID!) { campaign(id: $id) { spend { charges total { amount } } } }', { id }), ({ data }) => spent.parse(data).campaign.spend.charges > 0, 30_000);
    const paid = { charges: 1, total: { amount: sold?.auction.price.amount } };
    expect(spent.parse(spend.data).campaign.spend).toEqual(paid);
    await story.collect('track', JSON.stringify({ event: 'Form Submitted', anonymousId: 'd-6', messageId: 'desk-4', properties: { email: 'dee@shopper.example', trackingToken: token } }));
    const leads = async () => z.object({ leads: z.object({ edges: z.array(z.object({ node: z.object({ hands: z.array(z.unknown()) }) })) }) }).parse((await story.ask('{ leads { edges { node { hands { id } } } } }')).data).leads.edges;
    await eventually(leads, (edges) => edges.some(({ node }) => node.hands.length === 4), 30_000);
    expect(spent.parse((await story.ask('query ($id: ID!) { campaign(id: $id) { spend { charges total { amount } } } }', { id })).data).campaign.spend).toEqual(paid);
  }, 90_000); // prettier-ignore
});

const amount = z.object({ amount: z.string() });
const explained = z.object({
  explainOffers: z.object({
    campaigns: z.array(z.object({ campaignId: z.string(), step: z.string().nullable() }).loose()),
  }),
});
const soldItem = z.object({
  decision: z.object({
    items: z.array(
      z.object({
        campaignId: z.string(),
        auction: z.object({ paidFor: z.string(), explored: z.boolean(), price: amount }),
      }),
    ),
  }),
});
const spent = z.object({
  campaign: z.object({ spend: z.object({ charges: z.number(), total: amount }) }),
});
