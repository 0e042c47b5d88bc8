import { z } from 'zod';
import { linkKeys, sealViewer, writeLink } from '../../src/modules/decisioning/links/link-text.js';
import { signToken, tokenKey, verifyToken } from '../../src/modules/decisioning/tracking-token.js';
import { eventually } from '../support/carousel.js';
import {
  campaignOfOneCar,
  cameOf,
  getOffers,
  someOffers,
  untilLogged,
  wholeOffers,
} from '../support/storefront.js';
import { Story } from '../support/story.js';

const secret = 'a-secret-for-tests-which-is-long-enough';
const browser = {
  'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36',
};
const dayMs = 86_400_000;
const asked = (address: string, init: { method?: string; headers?: Record<string, string> } = {}) =>
  fetch(address, { redirect: 'manual', ...init, headers: { ...browser, ...init.headers } });
const bytesOf = async (answer: Response) => Buffer.from(await answer.arrayBuffer());

/** The same answer for tags and mails, and what comes of it without a program: one house for all of it. */
describe('offers without GraphQL', () => {
  let story: Story;
  beforeAll(async () => {
    story = await Story.begin();
  });
  afterAll(() => story.end());

  it('are those that GraphQL answers, field by field', async () => {
    await campaignOfOneCar(story, 'one-car');
    const viewer = { anonymousId: 'same-1' };
    const variables = { placement: 'one-car', viewer, first: 5 };
    const viaGraphql = () => story.ask(wholeOffers, variables, story.keys.storefront);
    const viaHttp = async (): Promise<unknown> =>
      (
        await getOffers(
          story,
          { placement: 'one-car', ...viewer, first: '5' },
          { key: story.keys.storefront },
        )
      ).json();
    /** What is another each time taken away, and looked at: the id, the moment, and what is signed for them. */
    const alike = (answer: unknown): unknown => {
      const text = JSON.stringify(answer).replaceAll(
        /"(decisionId|decidedAt|trackingToken)":"[^"]+"/g,
        '"$1":"…"',
      );
      const rounded = text.replaceAll(/"(click|lead|value)":([\d.e-]+)/g, (_, name, score) => `"${name}":${Number(score).toFixed(3)}`); // prettier-ignore
      return JSON.parse(rounded.replaceAll(/\/\/[^/"]+\/v1\/(view|click)\/[\w.-]+"/g, '//…/$1"'));
    };
    const offersOf = z.object({ offers: z.looseObject({ __typename: z.literal('Offers'), items: z.array(z.unknown()).length(1) }) }); // prettier-ignore
    const { data } = await eventually(viaGraphql, (answer) => offersOf.safeParse(answer.data).success);
    // A score knows the hour, so two of them differ in the sixth place.
    expect(alike(await viaHttp())).toEqual(alike(offersOf.parse(data).offers));

    const nothing = { placement: 'search-results', viewer, first: 1 };
    await story.ask('mutation { createPlacement(input: { key: "bare", name: "Bare" }) { key } }');
    const bare = () => story.ask(wholeOffers, { ...nothing, placement: 'bare' }, story.keys.storefront);
    const empty = await eventually(bare, ({ errors }) => errors.length === 0);
    const emptyHttp: unknown = await (
      await getOffers(story, { placement: 'bare', ...viewer, first: '1' })
    ).json();
    expect({ offers: emptyHttp }).toEqual(empty.data);
    expect(emptyHttp).toMatchObject({ __typename: 'NothingToShow', step: 'PLACEMENT' });
  });

  it('are kept nowhere, read by any page, refused with what, where and what to do, and never leak a person', async () => {
    const good = { placement: 'home-hero', anonymousId: 'head-1' };
    const answer = await getOffers(story, good);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('private, no-store');
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    const head = await getOffers(story, good, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);

    const refusal = async (query: Record<string, string>, key?: string) => {
      const refused = await getOffers(story, query, { ...(key === undefined ? {} : { key }) });
      expect(refused.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
      expect(refused.headers.get('access-control-allow-origin')).toBe('*');
      return z.looseObject({ status: z.literal(refused.status), code: z.string(), detail: z.string() }).parse(await refused.json()); // prettier-ignore
    };
    expect(await refusal({ ...good, placement: 'home-her' })).toMatchObject({ status: 400, code: 'UNKNOWN_PLACEMENT' }); // prettier-ignore
    expect(await refusal({ placement: 'home-hero' })).toMatchObject({ status: 400, code: 'VIEWER_REQUIRED' });
    expect(await refusal({ ...good, first: '51' })).toMatchObject({ code: 'PAGE_SIZE' });
    expect(await refusal({ ...good, fist: '3' })).toMatchObject({ code: 'OFFERS_QUERY', details: { parameters: [{ parameter: 'fist' }] } }); // prettier-ignore
    expect(await refusal(good, 'ck_collector_nobody')).toMatchObject({ status: 401 });
    expect(await refusal({ placement: 'home-hero', userId: 'ann' })).toMatchObject({ status: 403, code: 'USER_ID_OF_PAGE' }); // prettier-ignore
    const byServer = await getOffers(
      story,
      { placement: 'home-hero', userId: 'ann' },
      { key: story.keys.storefront },
    );
    expect(byServer.status).toBe(200);
  });

  it('are counted once when a mail is opened and a link is followed, however often, by whomever', async () => {
    const { decisionId, items } = await someOffers(story, 'mail-1');
    const [first, second, third] = items;
    if (!first || !second || !third) throw new Error('There are too few offers.');
    const agent = (name: string) => ({ headers: { 'user-agent': name } });

    // Nobody looking: a HEAD, a page fetched ahead, a robot.
    for (const init of [
      { method: 'HEAD' },
      { headers: { 'sec-purpose': 'prefetch' } },
      agent('Googlebot/2.1'),
    ]) {
      const pixel = await asked(third.viewUrl, init);
      expect([pixel.status, pixel.headers.get('content-type')]).toEqual([200, 'image/gif']);
    }
    expect((await asked(third.clickUrl, { headers: { 'sec-purpose': 'prefetch' } })).status).toBe(503);
    for (const init of [{ method: 'HEAD' }, agent('Proofpoint URL scanner')])
      expect((await asked(third.clickUrl, init)).headers.get('location')).toBe(
        third.creative.callToAction.url,
      );

    for (let times = 0; times < 3; times++) {
      const pixel = await asked(first.viewUrl);
      expect(pixel.headers.get('cache-control')).toContain('no-store');
      expect((await bytesOf(pixel)).subarray(0, 6).toString()).toBe('GIF89a');
      const click = await asked(second.clickUrl);
      expect([click.status, click.headers.get('location')]).toEqual([302, second.creative.callToAction.url]);
      expect(click.headers.get('cache-control')).toContain('no-store');
    }
    const counted = ['1 OFFER_VIEWED', '2 OFFER_CLICKED'];
    expect(await cameOf(story, decisionId, (all) => all.length >= 2)).toEqual(counted);
    // It is the viewer's history, as if their browser had told it.
    const history = await story.ask(
      '{ profile(anonymousId: "mail-1") { events(first: 9) { edges { node { type } } } } }',
    );
    expect(
      JSON.stringify(history.data)
        .match(/OFFER_\w+/g)
        ?.sort(),
    ).toEqual(['OFFER_CLICKED', 'OFFER_VIEWED']);
    // Told by a program too, it still counts once.
    const segment = story.segment();
    const track = (event: string, trackingToken: string) => segment.track({ anonymousId: 'mail-1', event, properties: { trackingToken } }); // prettier-ignore
    track('Offer Viewed', first.trackingToken);
    track('Offer Clicked', third.trackingToken);
    await segment.closeAndFlush();
    expect(await cameOf(story, decisionId, (all) => all.length >= 3)).toEqual([
      ...counted,
      '3 OFFER_CLICKED',
    ]);
    expect(story.logs()).not.toContain(first.trackingToken);
  });

  it('never send anybody elsewhere, and lead to the car when all is over', async () => {
    const { decisionId, items } = await someOffers(story, 'late-1');
    const [offer] = items;
    const tracked = verifyToken(tokenKey(secret), offer?.trackingToken ?? '');
    if (!offer || !tracked) throw new Error('There is no offer.');
    const base = offer.clickUrl.slice(0, offer.clickUrl.lastIndexOf('/'));
    const keys = linkKeys(secret);
    /** A link as we would have written it so long ago, or for what never was. */
    const linkOf = (changes: Partial<typeof tracked>) => {
      const other = { ...tracked, ...changes };
      return writeLink(
        signToken(keys.token, other),
        sealViewer(keys, other, { anonymousId: 'late-1' }) ?? '',
      );
    };
    const goes = async (link: string) => (await asked(`${base}/${link}`)).headers.get('location');
    const text = offer.clickUrl.slice(base.length + 1);
    for (const forged of [`${text}A`, text.slice(1), `${text.split('.')[0] ?? ''}.AAAA`, 'https:%2F%2Fevil.example', `x?url=https://evil.example`]) {
      const answer = await asked(`${base}/${forged}`);
      expect([answer.status, answer.headers.get('location')]).toEqual([404, null]);
      expect(await answer.text()).toContain('leads nowhere');
    } // prettier-ignore
    // Another tenant's name on it, signed by us all the same: there is no such campaign there.
    expect(await goes(linkOf({ tenantId: '11111111-1111-4111-8111-111111111111' }))).toBeNull();
    // Whatever is added to a good one counts for nothing.
    expect(await goes(`${text}?url=https://evil.example&to=//evil.example`)).toBe(
      offer.creative.callToAction.url,
    );
    const pixel = await asked(`${base.replace(/click$/, 'view')}/forged.gif`);
    expect([pixel.status, (await bytesOf(pixel)).length > 0]).toEqual([200, true]);

    const before = { decidedAt: tracked.decidedAt - 31 * dayMs, decisionId: crypto.randomUUID() };
    expect(await goes(linkOf(before))).toBe(offer.creative.callToAction.url);
    expect(await goes(linkOf({ decidedAt: tracked.decidedAt - 401 * dayMs }))).toBeNull();
    await story.ask('mutation ($id: ID!) { endCampaign(id: $id) { id } }', { id: tracked.campaignId });
    await story.ask('mutation ($id: ID!) { archiveCampaign(id: $id) { id } }', { id: tracked.campaignId });
    // Written by hand, so credited to the second offer of the answer.
    expect(await goes(linkOf({ position: 2 }))).toBe(offer.creative.callToAction.url);

    // What was answered with 302 is written: a power cut at once afterwards loses nothing.
    const [api] = story.carousel.apis;
    if (!api) throw new Error('There is no API.');
    await untilLogged(story, decisionId);
    await story.carousel.kill(api);
    await story.carousel.startApi({ PORT: new URL(api.url).port });
    expect(await cameOf(story, decisionId, (all) => all.length >= 2)).toEqual([
      '1 OFFER_CLICKED',
      '2 OFFER_CLICKED',
    ]);
    const { data } = await story.ask(
      '{ profile(anonymousId: "late-1") { events(first: 9) { edges { node { type } } } } }',
    );
    expect(JSON.stringify(data).match(/OFFER_\w+/g)).toEqual(['OFFER_CLICKED', 'OFFER_CLICKED']);
  });
});
