import { z } from 'zod';
import { eventually } from './carousel.js';
import type { Story } from './story.js';

/** All that `offers` tells in GraphQL, but for what is worked out on demand. */
export const wholeOffers = `query ($placement: String!, $viewer: ViewerInput!, $first: Int!) {
  offers(placement: $placement, viewer: $viewer, first: $first) { __typename
    ... on Offers { decisionId placement decidedAt model { name version fallback } personalised impersonalReason
      items { position campaign { id name } price { amount currency } score { click lead value } reasons trackingToken viewUrl clickUrl
        creative { id headline body callToAction { label url } imageUrl disclosure }
        vehicle { id stockNumber vin title make model trim modelYear bodyStyle fuelType transmission condition colour mileageKm
          price { amount currency } msrp { amount currency } imageUrl state inStockSince firstSeenAt updatedAt
          dealer { id code name city latitude longitude } } } }
    ... on NothingToShow { step reason personalised impersonalReason eliminated { step count } } } }`;

/** The answer of `GET /v1/offers`, as far as stories go by it. */
const answerSchema = z.looseObject({
  decisionId: z.string(),
  personalised: z.boolean(),
  items: z.array(
    z.looseObject({
      position: z.number(),
      trackingToken: z.string(),
      viewUrl: z.string(),
      clickUrl: z.string(),
      creative: z.looseObject({ callToAction: z.object({ label: z.string(), url: z.string() }) }),
    }),
  ),
});
const decisionSchema = z.object({
  decision: z.object({
    items: z.array(z.object({ position: z.number(), outcomes: z.array(z.object({ type: z.string() })) })),
  }),
});
const decisionQuery = 'query ($id: ID!) { decision(id: $id) { items { position outcomes { type } } } }';

/** Asks `GET /v1/offers` with a key of the demo. */
export function getOffers(
  story: Story,
  query: Record<string, string>,
  { key = story.keys.collector, ...init }: RequestInit & { key?: string } = {},
): Promise<Response> {
  return fetch(
    `${story.carousel.url}/v1/offers?${new URLSearchParams({ writeKey: key, ...query }).toString()}`,
    init,
  );
}

/** Offers of the top of the home page for a browser. */
export async function someOffers(story: Story, anonymousId: string) {
  const answer = await getOffers(story, { placement: 'home-hero', anonymousId, first: '3' });
  return answerSchema.parse(await answer.json());
}

/** Waits until a decision is in the log: `kill -9` loses those of the last fifth of a second. */
export async function untilLogged(story: Story, decisionId: string): Promise<void> {
  await eventually(
    () => story.ask(decisionQuery, { id: decisionId }),
    ({ errors }) => errors.length === 0,
    60_000,
  );
}

/** What came of a decision, as `1 OFFER_VIEWED`, once it is as told. */
export function cameOf(
  story: Story,
  decisionId: string,
  isAll: (outcomes: string[]) => boolean,
): Promise<string[]> {
  const ask = async () => {
    const { data, errors } = await story.ask(decisionQuery, { id: decisionId });
    if (errors.length > 0) return [];
    return decisionSchema
      .parse(data)
      .decision.items.flatMap(({ position, outcomes }) => outcomes.map(({ type }) => `${position} ${type}`))
      .sort();
  };
  return eventually(ask, isAll, 60_000);
}

/** Campaign of one car alone at a placement of its own, so that whoever asks is answered the same; its id. */
export async function campaignOfOneCar(story: Story, placement: string): Promise<string> {
  await story.ask(
    `mutation { createPlacement(input: { key: "${placement}", name: "${placement}" }) { key } }`,
  );
  const { data: stock } = await story.ask(
    '{ vehicles(first: 1) { edges { node { make model modelYear price { amount } } } } }',
  );
  const [first] = z
    .object({ vehicles: z.object({ edges: z.array(z.object({ node: z.object({ make: z.string(), model: z.string(), modelYear: z.number(), price: z.object({ amount: z.string() }) }) })) }) })
    .parse(stock).vehicles.edges; // prettier-ignore
  if (!first) throw new Error('There is no car.');
  const { make, model, modelYear, price } = first.node;
  const exactly = (value: number) => ({ atLeast: value, atMost: value });
  const vehicles = {
    make: [make],
    model: [model],
    modelYear: exactly(modelYear),
    price: exactly(Number(price.amount)),
  };
  const callToAction = { label: 'See it', url: 'https://cars.example/{vehicleId}?price={price}' };
  const creatives = [
    { name: 'One', angle: 'PRICE', headline: 'The {model}', body: 'Come and see it.', callToAction },
  ];
  const input = { name: placement, placements: [placement], vehicles, creatives };
  const { data } = await story.ask('mutation ($input: CreateCampaignInput!) { createCampaign(input: $input) { ... on Campaign { id } ... on InvalidCampaign { problems { path message } } } }', { input }); // prettier-ignore
  const { id } = z.object({ createCampaign: z.object({ id: z.string() }) }).parse(data).createCampaign;
  await story.ask('mutation ($id: ID!) { launchCampaign(id: $id) { __typename } }', { id });
  return id;
}
