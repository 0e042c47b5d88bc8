import type { Browser, Page } from 'playwright-core';
import { z } from 'zod';
import { findChromium, startChromium, startSite, type Site } from '../support/browser.js';
import { eventually } from '../support/carousel.js';
import { snippet } from '../support/snippets.js';
import { Story } from '../support/story.js';

const profileSchema = z.object({
  profile: z
    .object({ events: z.object({ edges: z.array(z.object({ node: z.object({ name: z.string() }) })) }) })
    .nullable(),
});

const isHere = findChromium() !== undefined;
if (!isHere) console.log('No chromium on this machine: the stories told in a browser are skipped.');

/** Pages on an origin of their own, in a real browser, as docs/collect.md shows them. */
(isHere ? describe : describe.skip)('clients in a page', () => {
  let story: Story;
  let site: Site;
  let browser: Browser;
  beforeAll(async () => {
    story = await Story.begin();
    site = await startSite();
    browser = await startChromium();
  });
  afterAll(async () => {
    await browser.close();
    await site.close();
    await story.end();
  });

  /** Opens a page with the snippet in it; `complaints` are what its console would show in red. */
  async function open(client: string): Promise<{ page: Page; complaints: string[]; sent: string[] }> {
    site.show(snippet(client, story.carousel.url, story.keys.collector));
    const page = await browser.newPage();
    const complaints: string[] = [];
    const sent: string[] = [];
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('pageerror', (fault) => complaints.push(fault.message));
    page.on('request', (request) => {
      const { origin, pathname } = new URL(request.url());
      if (origin !== site.origin) sent.push(`${request.method()} ${pathname}`);
    });
    await page.goto(`${site.origin}/`);
    return { page, complaints, sent };
  }

  const namesOf = (userId: string, isAll: (names: string[]) => boolean) =>
    eventually(
      async () => {
        const { data } = await story.ask(
          `query ($id: String!) { profile(userId: $id) { events(first: 50) { edges { node { name } } } } }`,
          { id: userId },
        );
        const events = profileSchema.parse(data).profile?.events.edges ?? [];
        return events.map(({ node }) => node.name).sort();
      },
      isAll,
      30_000,
    );
  const these = (count: number) => (names: string[]) => names.length >= count;

  it('analytics.js starts from us, and tells as it happens', async () => {
    const { page, complaints, sent } = await open('analytics-js');
    expect(await namesOf('u-page', these(3))).toEqual(['Product Viewed', 'Used cars', 'identify']);
    expect(sent.filter((each) => !each.startsWith('OPTIONS')).sort()).toEqual([
      expect.stringMatching(/^GET \/v1\/projects\/ck_collector_[\w-]+\/settings$/),
      ...['POST /v1/i', 'POST /v1/p', 'POST /v1/t'],
    ]);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('analytics.js sends ten together, and on leaving a page what is left', async () => {
    const { page, complaints, sent } = await open('analytics-js-batching');
    const posted = () => sent.filter((each) => each.startsWith('POST'));
    await page.waitForFunction('analytics.instance?.initialized');
    expect(posted()).toEqual([]);
    await page.evaluate(`for (let n = 1; n <= 8; n++) analytics.track('Photo ' + n)`);
    await namesOf('u-batching', these(10));
    expect(posted()).toEqual(['POST /v1/b']);
    await page.evaluate(`analytics.track('Brochure Ordered')`);
    await page.goto(`${site.origin}/another-page`);
    expect(await namesOf('u-batching', these(11))).toContain('Brochure Ordered');
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('a beacon sent as the page goes away arrives', async () => {
    const { page, complaints } = await open('beacon');
    await page.goto(`${site.origin}/another-page`);
    expect(await namesOf('u-beacon', these(1))).toEqual(['Product Viewed']);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('what a page says while we are away is told when we are back, once', async () => {
    const { page, sent } = await open('analytics-js');
    await page.waitForFunction('analytics.instance?.initialized');
    const [api] = story.carousel.apis;
    if (!api) throw new Error('There is no API.');
    await story.carousel.kill(api);
    const before = sent.length;
    await page.evaluate(`analytics.track('Product Added to Wishlist', { sku: 'S-1001' })`);
    while (sent.length === before) await page.waitForTimeout(20);
    await story.carousel.startApi({ PORT: new URL(api.url).port });
    const names = await namesOf('u-page', (all) => all.includes('Product Added to Wishlist'));
    expect(names.filter((name) => name === 'Product Added to Wishlist')).toHaveLength(1);
    await page.close();
  });

  it('GraphiQL comes from us alone, and answers a query pasted into it', async () => {
    const [api] = story.carousel.apis;
    if (!api) throw new Error('There is no API.');
    const page = await browser.newPage({ permissions: ['clipboard-read', 'clipboard-write'] });
    const [complaints, asked]: [string[], string[]] = [[], []];
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('pageerror', (fault) => complaints.push(fault.message));
    page.on('request', (request) => asked.push(new URL(request.url()).origin));
    await page.goto(`${api.url}/graphql`);
    /** Clicks into an editor, and pastes `text` in the place of what stands there; typed brackets would close themselves. */
    const paste = async (editor: string, text: string) => {
      await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
      await page.locator(`${editor} .view-lines`).first().click();
      await page.keyboard.press('ControlOrMeta+A');
      await page.keyboard.press('ControlOrMeta+V');
    };
    await page.getByRole('button', { name: 'Headers' }).click();
    await paste('.graphiql-editor-tool .graphiql-editor:not(.hidden)', JSON.stringify({ authorization: `Bearer ${story.keys.marketer}` })); // prettier-ignore
    await paste('.graphiql-query-editor', '{ tenant { name currency } }');
    await page.getByRole('button', { name: 'Execute query' }).click();
    await page.locator('.result-window').getByText('Demo Motors').waitFor();
    expect(new Set(asked)).toEqual(new Set([api.url]));
    expect(complaints).toEqual([]);
    await page.close();
  });
});
