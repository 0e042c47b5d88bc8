import { z } from 'zod';
import { eventually } from '../support/carousel.js';
import { Story } from '../support/story.js';

const answerSchema = z.object({
  offers: z.object({
    decidedAt: z.iso.datetime(),
    personalised: z.boolean(),
    impersonalReason: z.string().nullable(),
    items: z.array(
      z.object({
        vehicle: z.object({ id: z.string(), bodyStyle: z.string() }),
        reasons: z.array(z.string()),
      }),
    ),
  }),
});
type Answer = z.infer<typeof answerSchema>['offers'];
const vehiclesSchema = z.object({
  vehicles: z.object({
    edges: z.array(z.object({ node: z.object({ id: z.string(), stockNumber: z.string() }) })),
  }),
});
const statesSchema = z.array(
  z.object({
    purpose: z.string(),
    state: z.string(),
    source: z.string().nullable(),
    statedAt: z.iso.datetime().nullish(),
  }),
);

const offersQuery = `query ($viewer: ViewerInput!, $context: OffersContextInput) {
  offers(placement: "home-hero", viewer: $viewer, first: 12, context: $context) { ... on Offers {
    decidedAt personalised impersonalReason items { vehicle { id bodyStyle } reasons } } } }`;
const recordMutation = `mutation ($viewer: ViewerInput!, $statements: [ConsentStatementInput!]!) {
  recordConsent(viewer: $viewer, statements: $statements, policyVersion: "2026-11") { purpose state source statedAt } }`;
const followsBehaviour = ({ items }: Answer) =>
  items.some(({ reasons }) => reasons.some((reason) => /you (viewed|looked)/i.test(reason)));
const soonMs = 5_000;

describe('a shopper who says no', () => {
  let story: Story;
  let suvs: { id: string; stockNumber: string }[];
  beforeAll(async () => {
    story = await Story.begin();
    const { data } = await story.ask(
      '{ vehicles(first: 6, filter: { bodyStyle: [SUV] }) { edges { node { id stockNumber } } } }',
    );
    suvs = vehiclesSchema.parse(data).vehicles.edges.map(({ node }) => node);
  });
  afterAll(() => story.end());

  const offers = async (
    viewer: object,
    context: object | null = null,
    headers: Record<string, string> = {},
  ) => {
    const response = await fetch(`${story.carousel.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${story.keys.storefront}`,
        ...headers,
      },
      body: JSON.stringify({ query: offersQuery, variables: { viewer, context } }),
    });
    const { data } = z.object({ data: z.unknown() }).parse(await response.json());
    return answerSchema.parse(data).offers;
  };
  const say = async (viewer: object, purpose: string, state: string) => {
    const answer = await story.ask(recordMutation, { viewer, statements: [{ purpose, state }] }, story.keys.storefront); // prettier-ignore
    expect(answer.errors).toEqual([]);
    return z.object({ recordConsent: statesSchema }).parse(answer.data).recordConsent;
  };
  const view = async (viewer: object, consent?: object) => {
    const events = suvs.map(({ stockNumber }) => ({
      type: 'track',
      event: 'Product Viewed',
      ...viewer,
      properties: { sku: stockNumber },
      ...(consent ? { context: { consent } } : {}),
    }));
    const answer = await story.collect('batch', JSON.stringify({ batch: events }));
    return z.object({ accepted: z.number(), withheld: z.number() }).parse(await answer.json());
  };

  /** Says so, and waits for offers that heed it. Returns them, with the milliseconds from one instant to the other. */
  const sayAndWait = async (viewer: object, state: 'GRANTED' | 'DENIED') => {
    const said = (await say(viewer, 'PERSONALISATION', state)).find(({ purpose }) => purpose === 'PERSONALISATION'); // prettier-ignore
    expect(said).toMatchObject({ state, source: 'API' });
    const answer = await eventually(() => offers(viewer), ({ personalised }) => personalised === (state === 'GRANTED')); // prettier-ignore
    return { answer, tookMs: Date.parse(answer.decidedAt) - Date.parse(said?.statedAt ?? '') };
  };

  it('sees offers stop following them at once, and follow again when they say yes', async () => {
    const took: { denied: number; granted: number }[] = [];
    for (const viewer of [{ anonymousId: 'c-1-a' }, { anonymousId: 'c-1-b' }, { anonymousId: 'c-1-c' }]) {
      await view(viewer);
      const before = await eventually(() => offers(viewer), followsBehaviour);
      expect(before).toMatchObject({ personalised: true, impersonalReason: null });

      const denied = await sayAndWait(viewer, 'DENIED');
      expect(denied.answer.impersonalReason).toBe('PERSONALISATION_DENIED');
      expect(followsBehaviour(denied.answer)).toBe(false);
      expect(denied.answer.items).toHaveLength(12);

      const granted = await sayAndWait(viewer, 'GRANTED');
      expect(followsBehaviour(granted.answer)).toBe(true);
      took.push({ denied: denied.tookMs, granted: granted.tookMs });
    }
    // The middle one: a machine that stands still for a moment is not what is told here.
    for (const waits of [took.map(({ denied }) => denied), took.map(({ granted }) => granted)])
      expect(waits.toSorted((a, b) => a - b)[1]).toBeLessThan(soonMs);
  });

  it('still sees good offers: of many kinds, and on the page of a car those that fit it', async () => {
    const viewer = { anonymousId: 'c-2' };
    await view(viewer);
    await say(viewer, 'PERSONALISATION', 'DENIED');
    const plain = await eventually(() => offers(viewer), ({ impersonalReason }) => impersonalReason === 'PERSONALISATION_DENIED'); // prettier-ignore
    expect(new Set(plain.items.map(({ vehicle }) => vehicle.bodyStyle)).size).toBeGreaterThan(2);
    const looking = suvs[0]?.id ?? '';
    const onPage = await offers(viewer, { vehicleId: looking });
    expect(onPage.items.map(({ vehicle }) => vehicle.id)).not.toContain(looking);
    expect(onPage.items.filter(({ vehicle }) => vehicle.bodyStyle === 'SUV').length).toBeGreaterThan(0);
  });

  it('is heard under either id when both are named, also before the browser is known to be theirs', async () => {
    const [account, browser] = [{ userId: 'u-2' }, { anonymousId: 'c-2-browser' }];
    await view(account);
    await view(browser);
    await eventually(() => offers(account), followsBehaviour);
    await eventually(() => offers(browser), followsBehaviour);
    expect(followsBehaviour(await offers({ ...account, ...browser }))).toBe(true);

    await sayAndWait(browser, 'DENIED');
    expect(await offers(account)).toMatchObject({ personalised: true });
    expect(await offers({ ...account, ...browser })).toMatchObject({
      personalised: false,
      impersonalReason: 'PERSONALISATION_DENIED',
    });
    await sayAndWait(browser, 'GRANTED');
    expect(await offers({ ...account, ...browser })).toMatchObject({ personalised: true });
    // Nothing is known of this account yet: the browser's word stands.
    await sayAndWait(browser, 'DENIED');
    expect(await offers({ userId: 'u-new', ...browser })).toMatchObject({
      impersonalReason: 'PERSONALISATION_DENIED',
    });
  });

  it('is no longer watched when the banner says so, in every browser of theirs', async () => {
    const viewer = { anonymousId: 'c-3', userId: 'u-3' };
    expect(await view(viewer)).toEqual({ accepted: 6, withheld: 0 });
    expect(await view(viewer, { analytics_storage: 'denied' })).toEqual({ accepted: 0, withheld: 6 });
    // The first denial a tenant ever has reaches other processes some milliseconds later.
    await eventually(() => view({ anonymousId: 'c-3' }), ({ withheld }) => withheld === 6); // prettier-ignore
    expect(await view({ anonymousId: 'c-4' })).toEqual({ accepted: 6, withheld: 0 });
    expect(await view(viewer, { analytics_storage: 'granted' })).toEqual({ accepted: 6, withheld: 0 });
  });

  it('is heard by a header alone: Global Privacy Control ends advertising, not the site', async () => {
    const viewer = { anonymousId: 'c-5' };
    await view(viewer);
    await eventually(() => offers(viewer), followsBehaviour);
    expect((await offers(viewer, null, { 'sec-gpc': '1' })).personalised).toBe(true);
    const ask = () => story.ask('{ consent(viewer: { anonymousId: "c-5" }) { purpose state source } }');
    const { data } = await eventually(ask, (answer) => JSON.stringify(answer.data).includes('GPC'));
    const states = z.object({ consent: statesSchema }).parse(data).consent;
    expect(states.filter(({ state }) => state === 'DENIED').map(({ purpose }) => purpose)).toEqual(['ADS', 'AUDIENCE_EXPORT', 'IN_CAR']); // prettier-ignore
  });

  it('is known to be heeded, by Global Privacy Control, to whoever asks the host', async () => {
    const answer = await fetch(`${story.carousel.url}/.well-known/gpc.json`);
    expect(answer.headers.get('cache-control')).toMatch(/^public, max-age=\d+$/);
    expect(await answer.text()).toMatch(/^\{"gpc":true,"lastUpdate":"20\d\d-\d\d-\d\d"\}$/);
  });

  it('has to be asked first where the tenant says so', async () => {
    const policy = { regime: 'OPT_IN', version: '2', categories: [{ id: 'all', purposes: ['ANALYTICS', 'PERSONALISATION'] }] }; // prettier-ignore
    const set =
      'mutation ($input: ConsentPolicyInput!) { setConsentPolicy(input: $input) { regime version } }';
    const answer = await story.ask(set, { input: policy }, story.keys.admin);
    expect(answer.data).toEqual({ setConsentPolicy: { regime: 'OPT_IN', version: '2' } });
    const viewer = { anonymousId: 'c-6' };
    const refused = () => view(viewer);
    await eventually(refused, ({ withheld }) => withheld === 6);
    const agreed = () => view(viewer, { categoryPreferences: { all: true } });
    await eventually(agreed, ({ accepted }) => accepted === 6);
    await eventually(() => offers(viewer), followsBehaviour);
    const silent = await story.ask('{ consent(viewer: { anonymousId: "nobody" }) { purpose state source } }');
    expect(JSON.stringify(silent.data)).not.toContain('GRANTED');
  });
});
