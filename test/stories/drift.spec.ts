import { z } from 'zod';
import { eventually } from '../support/carousel.js';
import { multiplyLeads } from '../support/models-house.js';
import { Story } from '../support/story.js';

const dayMs = 86_400_000;
/** Tomorrow noon in UTC, so that no midnight comes between. */
const noon = Math.floor(Date.now() / dayMs) * dayMs + 1.5 * dayMs;
const clockOn = (day: number) => ({ CLOCK_OFFSET: `PT${Math.round((noon - Date.now()) / 1_000) + day * 86_400}S` }); // prettier-ignore

const figure = z.object({
  name: z.string(),
  state: z.string(),
  sentence: z.string(),
  since: z.string().nullable(),
});
const driftAnswer = z.object({ modelDrift: z.object({ state: z.string(), sentence: z.string(), recent: z.object({ rows: z.number() }).nullable(), inputs: z.array(figure), score: figure }).nullable() }); // prettier-ignore
const driftQuery = `{ modelDrift(model: LEAD_SCORE) { state sentence recent { from until rows }
  inputs { name state sentence psi byChance before now since } score { name state sentence since } calibration { state sentence } thresholds { watch } } }`; // prettier-ignore
const alertsAnswer = z.object({ modelAlerts: z.object({ edges: z.array(z.object({ node: z.object({ subject: z.string(), sentence: z.string(), closedAt: z.string().nullable(), closing: z.string().nullable() }) })) }) }); // prettier-ignore
const alertsQuery = 'query ($open: Boolean) { modelAlerts(first: 50, open: $open) { edges { node { subject sentence since amount openedAt closedAt closing } } } }'; // prettier-ignore
/** So many people raise a hand themselves. */
const shoppers = 5;
const submit = `mutation ($input: SubmitLeadInput!) { submitLead(input: $input) { __typename } }`;

describe('drift', () => {
  let story: Story;
  let hands = 0;
  beforeAll(async () => {
    story = await Story.begin({ apis: 0, workers: 0 });
  });
  afterAll(() => story.end());

  /** The API on a day, shoppers who raise a hand after looking at so many cars, and as many times as many of their like. */
  const raiseHands = async (day: number, count: number, views: number) => {
    const api = await story.carousel.startApi(clockOn(day));
    const at = Date.now() + Math.round((noon - Date.now()) / 1_000) * 1_000 + day * dayMs;
    const people = Array.from({ length: shoppers }, () => `shopper-${++hands}`);
    const looked = (n: number) => new Date(at - n * 3_600_000 - 190 * 60_000).toISOString();
    const looks = people.flatMap((userId) => Array.from({ length: views }, (_, n) => ({ type: 'track', event: 'Product Viewed', messageId: `${userId}-${n}`, userId, timestamp: looked(n), properties: { brand: 'Kia', model: 'Niro' } }))); // prettier-ignore
    expect((await story.collect('batch', JSON.stringify({ batch: looks }))).status).toBe(200);
    for (const userId of people) {
      const input = { interest: 'BUY', contact: { email: `${userId}@shop.example` }, viewer: { userId }, idempotencyKey: userId }; // prettier-ignore
      expect(await story.ask(submit, { input }, story.keys.storefront)).toMatchObject({ errors: [], data: { submitLead: { __typename: 'Lead' } } }); // prettier-ignore
    }
    await story.carousel.close(api);
    const since = new Date(noon + (day - 0.5) * dayMs);
    await multiplyLeads(story.database.dataSource, since, count / shoppers - 1);
  };
  /** A worker's look on a day, then the API of that day to ask. */
  const lookOn = async <T>(day: number, ask: (metrics: () => Promise<string>) => Promise<T>): Promise<T> => {
    const worker = await story.carousel.startWorker(clockOn(day));
    const api = await story.carousel.startApi(clockOn(day));
    const told = await ask(async () => (await fetch(`${worker.url}/metrics`)).text());
    await Promise.all([story.carousel.close(worker), story.carousel.close(api)]);
    return told;
  };
  const drift = async () => driftAnswer.parse((await story.ask(driftQuery)).data).modelDrift;
  const alerts = async (open: boolean) => alertsAnswer.parse((await story.ask(alertsQuery, { open })).data).modelAlerts.edges.map(({ node }) => node); // prettier-ignore

  it('is told a marketer and an operator when people behave otherwise, once, and again when it is over', async () => {
    await raiseHands(0, 300, 4);
    await raiseHands(8, 110, 1);
    await lookOn(14, async (metrics) => {
      const found = await eventually(drift, (each) => each?.recent?.rows === 110, 60_000);
      expect(found?.state).toBe('DRIFTED');
      const views = found?.inputs.find(({ name }) => name === 'vehicleViews14d');
      expect(views).toMatchObject({ state: 'DRIFTED', sentence: 'Leads of the last 7 days have fewer vehicles viewed in 14 days: 1 on average, before 4.' }); // prettier-ignore
      expect(views?.since).toBe(new Date(noon + 8 * dayMs).toISOString().slice(0, 10));
      // Of what did not change nothing is said.
      expect(found?.inputs.find(({ name }) => name === 'phoneGiven')?.state).toBe('STABLE');
      const [alert] = (await alerts(true)).filter(({ subject }) => subject === 'vehicleViews14d');
      expect(alert).toMatchObject({ sentence: views?.sentence, closedAt: null });
      const open = (await alerts(true)).length;
      await eventually(metrics, (text) => text.includes(`carousel_model_alerts_open{model="lead-score"} ${open}\n`), 20_000); // prettier-ignore
      expect(await metrics()).toMatch(
        /^carousel_model_drift_tenants\{model="lead-score",state="DRIFTED"\} 1$/m,
      );
      expect(await alerts(false)).toEqual([]);
    });

    await raiseHands(16, 205, 4);
    await lookOn(22, async (metrics) => {
      const found = await eventually(drift, (each) => each?.state === 'STABLE', 60_000);
      expect(found?.sentence).toBe('Stable: leads are as they were when the model was first used.');
      expect(await alerts(true)).toEqual([]);
      const [closed] = (await alerts(false)).filter(({ subject }) => subject === 'vehicleViews14d');
      expect(closed?.closing).toBe('Vehicles viewed in 14 days: as before, 4 on average.');
      await eventually(metrics, (text) => /^carousel_model_alerts_open\{model="lead-score"\} 0$/m.test(text), 20_000); // prettier-ignore
    });
  });

  it('is judged of offers by a sample of those that were chosen', async () => {
    const api = await story.carousel.startApi(clockOn(23));
    const query = `query ($viewer: ViewerInput!) { offers(placement: "home-hero", viewer: $viewer, first: 3) { __typename } }`; // prettier-ignore
    for (let n = 0; n < 12; n++) expect(await story.ask(query, { viewer: { anonymousId: `a-${n}` } }, story.keys.storefront)).toMatchObject({ data: { offers: { __typename: 'Offers' } } }); // prettier-ignore
    const rows = () => story.database.dataSource.query<{ rank: string; inputs: number[] }[]>('select rank, inputs from offer_samples'); // prettier-ignore
    const kept = await eventually(rows, (all) => all.length === 12, 20_000);
    expect(new Set(kept.map(({ rank }) => rank)).size).toBe(12);
    await story.carousel.close(api);
    await lookOn(24, async () => {
      const answer = z.object({
        modelDrift: z.object({ state: z.string(), sentence: z.string() }).nullable(),
      });
      const ask = async () => answer.parse((await story.ask('{ modelDrift(model: OFFER_PROPENSITY) { state sentence } }')).data).modelDrift; // prettier-ignore
      const found = await eventually(
        ask,
        (each) => each?.sentence.includes('12 are scored') ?? false,
        60_000,
      );
      expect(found).toEqual({ state: 'NOT_ENOUGH', sentence: 'Too little to say yet: of 300 offers over whole weeks, by which later ones are judged, 12 are scored.' }); // prettier-ignore
    });
  });

  it('is judged by thresholds that an admin sets, and nobody else', async () => {
    const api = await story.carousel.startApi(clockOn(24));
    const set = (key: string, watch: number) => story.ask(`mutation { setDriftThresholds(input: { watch: ${watch}, drifted: 0.4, calibration: 0.3 }) { watch drifted } }`, {}, key); // prettier-ignore
    const refused = await set(story.keys.marketer, 0.2);
    expect(refused.errors[0]?.extensions['code']).toBe('FORBIDDEN');
    const senseless = await set(story.keys.admin, 0.5);
    expect(senseless.errors[0]).toMatchObject({ message: 'watch is 0.5, drifted 0.4; give a watch that is below.', extensions: { code: 'DRIFT_THRESHOLDS' } }); // prettier-ignore
    expect((await set(story.keys.admin, 0.2)).data).toEqual({
      setDriftThresholds: { watch: 0.2, drifted: 0.4 },
    });
    const { data } = await story.ask('{ modelDrift(model: LEAD_SCORE) { thresholds { watch drifted calibration } } }'); // prettier-ignore
    expect(data).toEqual({ modelDrift: { thresholds: { watch: 0.2, drifted: 0.4, calibration: 0.3 } } });
    await story.carousel.close(api);
  });
});
