import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { demoKeysSchema } from '../../src/demo/demo-keys.js';
import { findChromium, startChromium, startSite, type Site } from '../support/browser.js';
import { eventually } from '../support/carousel.js';
import { cameOf } from '../support/storefront.js';
import { Story } from '../support/story.js';

const isHere = findChromium() !== undefined;
if (!isHere) console.log('No chromium on this machine: the stories of a storefront are skipped.');
const tall = '<h1>Our cars</h1><div style="height: 3000px"></div>';

/** The page of docs/guides/storefront.md, on an origin of its own, in a real browser; and the demo. One house. */
(isHere ? describe : describe.skip)('a storefront', () => {
  let story: Story;
  let site: Site;
  let browser: Browser;
  let url: string;
  beforeAll(async () => {
    const keys: unknown = JSON.parse(
      readFileSync(join(process.env['TEST_SCRATCH'] ?? '', 'demo-keys.json'), 'utf8'),
    );
    story = await Story.begin({ env: { DEMO_WRITE_KEY: demoKeysSchema.parse(keys).collector } });
    url = story.carousel.url;
    const [, text = ''] = /^```html page=storefront\n([\s\S]*?)^```$/m.exec(readFileSync('docs/guides/storefront.md', 'utf8')) ?? []; // prettier-ignore
    site = await startSite();
    site.show(tall + text.replaceAll('http://127.0.0.1:3000', url).replaceAll('YOUR_COLLECTOR_KEY', story.keys.collector)); // prettier-ignore
    browser = await startChromium();
    // A page waits two seconds for offers, and a house that has just begun may take longer on a busy machine.
    const warm = () => story.ask('{ offers(placement: "home-hero", viewer: { anonymousId: "first-of-all" }, first: 3) { __typename } }', {}, story.keys.storefront); // prettier-ignore
    await eventually(warm, ({ data }) => JSON.stringify(data).includes('"Offers"'), 60_000);
  });
  afterAll(async () => {
    await browser.close();
    await site.close();
    await story.end();
  });

  /** A visitor of their own, with what went wrong in their page and the decisions they were answered. */
  async function visit(address: string, prepare: (page: Page) => Promise<void> = () => Promise.resolve()) {
    const context = await browser.newContext({ viewport: { width: 800, height: 600 } });
    const page = await context.newPage();
    const [faults, decisions]: [string[], string[]] = [[], []];
    page.on('pageerror', (fault) => faults.push(fault.message));
    page.on('response', (response) => {
      if (!response.url().includes('/v1/offers?') || !response.ok()) return;
      response.text().then((text) => decisions.push(/"decisionId":"([^"]+)"/.exec(text)?.[1] ?? ''), () => undefined); // prettier-ignore
    });
    await context.route('https://demo.example/**', (route) =>
      route.fulfill({ contentType: 'text/html', body: '<h1>The car</h1>' }),
    );
    await prepare(page);
    await page.goto(address);
    return { page, faults, decisions, leave: () => context.close() };
  }
  const told = async (anonymousId: string) => {
    const { data } = await story.ask('query ($id: String!) { profile(anonymousId: $id) { events(first: 50) { edges { node { type } } } } }', { id: anonymousId }); // prettier-ignore
    return (JSON.stringify(data).match(/OFFER_\w+/g) ?? []).sort();
  };
  /** Waits until the browser has looked where the first card is: at half of it in sight, or none. */
  const looked = (page: Page, isInSight: boolean) =>
    page.evaluate(
      `new Promise((done) => new IntersectionObserver(([{ intersectionRatio: share }]) => (${String(isInSight)} ? share >= 0.5 : share === 0) && done(), { threshold: [0, 0.5] }).observe(document.querySelector('article')))`,
    );

  it('shows offers, tells a view after a second in sight, once, and a click on the way to the car', async () => {
    const { page, faults, decisions, leave } = await visit(`${site.origin}/`, (each) => each.clock.install());
    await page.locator('article').nth(2).waitFor({ state: 'attached' });
    const anonymousId = String(await page.evaluate(`localStorage.getItem('carousel.anonymousId')`));
    const sent: string[] = [];
    page.on('request', (request) => request.url().endsWith('/v1/batch') && sent.push(request.method()));
    await page.clock.pauseAt(Date.now() + 60_000);

    // Never in sight, and then for less than a second.
    await page.clock.runFor(5_000);
    await page.evaluate(`document.querySelector('article').scrollIntoView()`);
    await looked(page, true);
    await page.clock.runFor(900);
    await page.evaluate('scrollTo(0, 0)');
    await looked(page, false);
    await page.clock.runFor(5_000);
    expect([sent, await told(anonymousId)]).toEqual([[], []]);

    // Long enough; and again, which is no second view.
    for (let times = 0; times < 2; times++) {
      await page.evaluate(`document.querySelector('article').scrollIntoView()`);
      await looked(page, true);
      await page.clock.runFor(1_000);
      await page.clock.runFor(500);
      await page.evaluate('scrollTo(0, 0)');
      await looked(page, false);
    }
    const [decisionId = ''] = decisions;
    const seen = ['1 OFFER_VIEWED', '2 OFFER_VIEWED', '3 OFFER_VIEWED'];
    expect(await cameOf(story, decisionId, (all) => all.length >= 3)).toEqual(seen);
    expect(await told(anonymousId)).toEqual(Array(3).fill('OFFER_VIEWED'));

    await page.locator('article a').first().click();
    await page.locator('h1', { hasText: 'The car' }).waitFor();
    expect(page.url()).toMatch(/^https:\/\/demo\.example\//);
    expect(await cameOf(story, decisionId, (all) => all.length >= 4)).toEqual(['1 OFFER_CLICKED', ...seen]);
    expect(faults).toEqual([]);
    await leave();
  });

  it('knows a visitor again, unless their browser asks for privacy or they take consent back', async () => {
    const segment = story.segment();
    for (const sku of ['S-1001', 'S-1002'])
      segment.track({ anonymousId: 'known-1', event: 'Product Viewed', properties: { sku } });
    await segment.closeAndFlush();
    const asKnown = async (page: Page) => {
      await page.addInitScript(`localStorage.getItem('asked') || (localStorage.setItem('asked', '1'), localStorage.setItem('carousel.anonymousId', 'known-1'))`); // prettier-ignore
    };
    const filledWith = (page: Page) => page.locator('body[data-filled]').getAttribute('data-filled');

    const known = await visit(`${url}/demo`, asKnown);
    const comesToKnow = async () => {
      await known.page.reload();
      return filledWith(known.page);
    };
    expect(await eventually(comesToKnow, (filled) => filled === 'PERSONAL', 30_000)).toBe('PERSONAL');
    await known.page.locator('#consent').uncheck();
    await known.page.locator('body[data-filled=UNKNOWN_VIEWER]').waitFor();
    expect(await known.page.evaluate(`localStorage.getItem('carousel.anonymousId')`)).toBeNull();
    expect(await known.page.locator('article').count()).toBeGreaterThan(0);
    await known.leave();

    const input = { regime: 'OPT_OUT', version: '2', categories: [], gpcDenies: ['PERSONALISATION', 'ADS'] };
    const set = 'mutation ($input: ConsentPolicyInput!) { setConsentPolicy(input: $input) { gpcDenies } }';
    expect((await story.ask(set, { input }, story.keys.admin)).errors).toEqual([]);
    const silent = await visit(`${url}/demo`, async (page) => {
      await asKnown(page);
      await page.addInitScript(`Object.defineProperty(navigator, 'globalPrivacyControl', { value: true })`);
    });
    const comesToHeed = async () => {
      await silent.page.reload();
      return filledWith(silent.page);
    };
    expect(await eventually(comesToHeed, (filled) => filled !== 'PERSONAL', 30_000)).toBe(
      'GLOBAL_PRIVACY_CONTROL',
    );
    expect(await silent.page.locator('article').count()).toBeGreaterThan(0);
    expect([...known.faults, ...silent.faults]).toEqual([]);
    await silent.leave();
  });

  it('stays whole while the API is away, and tells what happened when it is back', async () => {
    const { page, faults, decisions, leave } = await visit(`${url}/demo`);
    await page.locator('body[data-filled]').waitFor();
    const anonymousId = String(await page.evaluate('carousel.anonymousId()'));
    // A power cut may take a decision of the last moment with it.
    await cameOf(story, decisions[0] ?? '', (outcomes) => outcomes.includes('1 OFFER_VIEWED'));
    const [api] = story.carousel.apis;
    if (!api) throw new Error('There is no API.');
    await story.carousel.kill(api);
    expect(await page.evaluate(`carousel.offers('home-hero')`)).toMatchObject({
      items: [],
      reason: 'The API is away.',
    });
    // Whoever clicks now arrives all the same, in a tab of its own.
    await page.evaluate(`document.querySelectorAll('article a').forEach((link) => (link.target = '_blank'))`);
    const [opened] = await Promise.all([
      page.waitForEvent('popup'),
      page.locator('article a').first().click(),
    ]);
    await opened.locator('h1', { hasText: 'The car' }).waitFor();
    expect(opened.url()).toMatch(/^https:\/\/demo\.example\//);
    expect(await page.locator('h1').textContent()).toBe('Demo Motors');

    await opened.close();
    await story.carousel.startApi({ PORT: new URL(url).port });
    const all = await cameOf(story, decisions[0] ?? '', (outcomes) => outcomes.includes('1 OFFER_CLICKED'));
    expect(all.filter((each) => each === '1 OFFER_CLICKED')).toHaveLength(1);
    expect((await told(anonymousId)).filter((each) => each === 'OFFER_CLICKED')).toHaveLength(1);
    expect(faults).toEqual([]);
    await leave();
  });
});
