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

  it('is approved by another, goes on as it was while a change waits, and says why it is not shown', async () => {
    const { admin, marketer, storefront } = story.keys;
    const spot = '{ key: "window", name: "Window", slots: 2, floor: "4.50" }';
    const placed = await story.ask(`mutation { createPlacement(input: ${spot}) { slots floor { amount currency } } }`); // prettier-ignore
    expect(placed.data).toEqual({
      createPlacement: { slots: 2, floor: { amount: '4.50', currency: 'GBP' } },
    });
    await story.ask('mutation { setCampaignSettings(input: { approvalNeeded: true }) { approvalNeeded } }', {}, admin); // prettier-ignore
    const told = '... on Campaign { id version status approval { state } proposedChanges { words } }';
    const act = async (mutation: string, key = marketer) => {
      const { data, errors } = await story.ask(`mutation { outcome: ${mutation} { ${told} ... on ApprovalRefused { code } } }`, {}, key); // prettier-ignore
      expect(errors).toEqual([]);
      return z.object({ outcome: z.looseObject({ id: z.string().optional(), version: z.number().optional() }) }).parse(data).outcome; // prettier-ignore
    };
    const made = await story.ask(
      `mutation ($input: CreateCampaignInput!) { outcome: createCampaign(input: $input) { ... on Campaign { id } ... on InvalidCampaign { problems { path message } } } }`,
      { input: { name: 'Window', placements: ['window'], bid: { perThousand: '3' }, creatives: [{ name: 'W', angle: 'PRICE', headline: 'First words', body: 'Now.', callToAction: { label: 'See it', url: 'https://demo.example' } }] } }, // prettier-ignore
    );
    const { id } = z.object({ outcome: z.object({ id: z.string() }) }).parse(made.data).outcome;
    const tried = launched.parse((await story.ask(launch, { id })).data).launchCampaign;
    expect('reasons' in tried && tried.reasons.map(({ code }) => code)).toEqual(['NOT_APPROVED', 'NO_BUDGET', 'BELOW_EVERY_FLOOR']); // prettier-ignore
    await story.ask(update, { id, input: { bid: { perThousand: '5' }, budget: { total: '100' } } });

    const { version } = await act(`submitCampaign(id: "${id}")`);
    expect(await act(`approveCampaign(id: "${id}", version: ${version})`)).toMatchObject({ code: 'WRITTEN_BY_YOU' }); // prettier-ignore
    expect(await act(`approveCampaign(id: "${id}", version: ${version})`, admin)).toMatchObject({ approval: { state: 'APPROVED' } }); // prettier-ignore
    expect(launched.parse((await story.ask(launch, { id })).data).launchCampaign).toEqual({ status: 'LIVE' });
    const window = async () => JSON.stringify((await story.ask('{ offers(placement: "window", viewer: { anonymousId: "w-1" }, first: 9) { ... on Offers { items { creative { headline } } } ... on NothingToShow { step } } }', {}, storefront)).data); // prettier-ignore
    expect(
      (await eventually(window, (text) => text.includes('First words'))).match(/First words/g),
    ).toHaveLength(2);

    const add = await story.ask('mutation ($id: ID!, $input: CreativeInput!) { addCreative(campaignId: $id, input: $input) { ... on Creative { id } } }', { id, input: { name: 'V', angle: 'FINANCE', headline: 'Second words', body: 'Now.', callToAction: { label: 'See it', url: 'https://demo.example' } } }); // prettier-ignore
    expect(add.errors).toEqual([]);
    const another = { days: [new Date(Date.now() + 3 * 86_400_000).toLocaleDateString('en', { weekday: 'long', timeZone: 'UTC' }).toUpperCase()], from: '00:00', until: '24:00' }; // prettier-ignore
    await story.ask(update, { id, input: { dayparts: [another] } });
    expect(await window()).not.toContain('Second words');
    const waiting = await act(`submitCampaign(id: "${id}")`);
    expect(JSON.stringify(waiting)).toMatch(/Hours: none, now .*Second words/);
    await act(`approveCampaign(id: "${id}", version: ${waiting.version})`, admin);
    await eventually(window, (text) => text.includes('DAYPART'));
    const instant: unknown = expect.stringMatching(/Z$/);
    const why = await story.ask('query ($id: ID!) { campaign(id: $id) { whyNotRunning { code until } versions(first: 3) { edges { node { deed doneBy } } } } }', { id }); // prettier-ignore
    expect(why.data).toMatchObject({ campaign: { whyNotRunning: [{ code: 'OUTSIDE_HOURS', until: instant }], versions: { edges: [{ node: { deed: 'APPROVED' } }, { node: { deed: 'SUBMITTED' } }, { node: { deed: 'PROPOSED' } }] } } }); // prettier-ignore
    await story.ask('mutation { setCampaignSettings(input: { approvalNeeded: false }) { approvalNeeded } }', {}, admin); // prettier-ignore
  });
});
