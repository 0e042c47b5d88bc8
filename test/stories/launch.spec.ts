import { z } from 'zod';
import { eventually } from '../support/carousel.js';
import { Story } from '../support/story.js';

const launch = `mutation ($id: ID!) { launchCampaign(id: $id) {
  ... on Campaign { status } ... on CannotLaunch { reasons { code message remedy } } } }`;
const update = `mutation ($id: ID!, $input: UpdateCampaignInput!) { updateCampaign(id: $id, input: $input) {
  ... on Campaign { id } ... on InvalidCampaign { problems { path message } } } }`;
const offers = `{ offers(placement: "showroom-screen", viewer: { anonymousId: "l-1" }, first: 3) {
  ... on Offers { items { campaign { name } } } ... on NothingToShow { reason } } }`;
const launched = z.object({
  launchCampaign: z.union([
    z.object({ status: z.string() }),
    z.object({
      reasons: z.array(z.object({ code: z.string(), message: z.string(), remedy: z.string().min(10) })),
    }),
  ]),
});

describe('a campaign that cannot go live', () => {
  let story: Story;
  beforeAll(async () => {
    story = await Story.begin();
  });
  afterAll(() => story.end());

  it('says everything that is in the way, each with its remedy, until nothing is', async () => {
    await story.ask(
      'mutation { createPlacement(input: { key: "showroom-screen", name: "Screen" }) { key } }',
    );
    const made = await story.ask(
      `mutation ($input: CreateCampaignInput!) { createCampaign(input: $input) { ... on Campaign { id } } }`,
      { input: { name: 'Supercars', schedule: { until: '2020-01-31' }, vehicles: { price: { atLeast: 5_000_000 } } } }, // prettier-ignore
    );
    const { id } = z.object({ createCampaign: z.object({ id: z.string() }) }).parse(made.data).createCampaign;
    const tryToLaunch = async () => launched.parse((await story.ask(launch, { id })).data).launchCampaign;
    const inTheWay = async () => {
      const outcome = await tryToLaunch();
      return 'reasons' in outcome ? outcome.reasons.map(({ code }) => code) : [];
    };

    const first = await tryToLaunch();
    const told = 'reasons' in first ? first.reasons : [];
    expect(told.map(({ code }) => code)).toEqual(['SCHEDULE_PASSED', 'NO_CREATIVE', 'NO_PLACEMENT', 'NO_VEHICLE_IN_STOCK']); // prettier-ignore
    const sayings = [/ended at 2020-02-01T.*updateCampaign/, /no active creative.*addCreative/, /no placement.*Name/, /No vehicle.*Widen/]; // prettier-ignore
    for (const [at, { message, remedy }] of told.entries()) expect(`${message} ${remedy}`).toMatch(sayings[at] ?? /^$/); // prettier-ignore
    const change = async (input: object) =>
      expect((await story.ask(update, { id, input })).data).toEqual({ updateCampaign: { id } });
    await change({ schedule: { until: '2099-12-31' } });
    expect(await inTheWay()).toEqual(['NO_CREATIVE', 'NO_PLACEMENT', 'NO_VEHICLE_IN_STOCK']);
    await change({ placements: ['showroom-screen'], vehicles: { make: ['Porsche'] } });
    expect(await inTheWay()).toEqual(['NO_CREATIVE']);
    const shown = async () => JSON.stringify((await story.ask(offers, {}, story.keys.storefront)).data);
    expect(await shown()).not.toContain('Supercars');

    const creative = { name: 'Fast', angle: 'LIFESTYLE', headline: 'The {model}', body: 'Now.', callToAction: { label: 'See it', url: 'https://demo.example' } }; // prettier-ignore
    await story.ask(
      `mutation ($id: ID!, $input: CreativeInput!) { addCreative(campaignId: $id, input: $input) { ... on Creative { id } } }`,
      { id, input: creative },
    );
    expect(await tryToLaunch()).toEqual({ status: 'LIVE' });
    await eventually(shown, (text) => text.includes('Supercars'));

    await story.ask('mutation ($id: ID!) { endCampaign(id: $id) { id } }', { id });
    expect(await inTheWay()).toContain('ENDED');
    await eventually(shown, (text) => !text.includes('Supercars'));
  });
});
