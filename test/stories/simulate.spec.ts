import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { eventually } from '../support/carousel.js';
import { Story } from '../support/story.js';

const played = z.object({
  sent: z.number(),
  refused: z.number(),
  pages: z.number(),
  failed: z.number(),
  shown: z.number(),
  clicks: z.number(),
  expected: z.object({ ours: z.number(), byChance: z.number(), best: z.number() }),
});
const counts = z.object({ eventCounts: z.array(z.object({ type: z.string(), name: z.string(), count: z.number() })) }); // prettier-ignore
const run = promisify(execFile);

/** `npm run simulate`, as somebody who tries Carousel runs it beside `npm start`. */
describe('a simulated city', () => {
  let story: Story;
  beforeAll(async () => {
    story = await Story.begin();
  });
  afterAll(() => story.end());

  const simulate = (...more: string[]) =>
    run(process.execPath, ['dist/test/simulator/simulate.js', '--url', story.carousel.url, '--keys', join(process.env['TEST_SCRATCH'] ?? '', 'demo-keys.json'), ...more]); // prettier-ignore
  const stored = async () => {
    const { data } = await story.ask('{ eventCounts(since: "2020-01-01T00:00:00Z") { type name count } }');
    return new Map(counts.parse(data).eventCounts.map(({ name, count }) => [name, count]));
  };

  it('browses the running house: all it does is stored, its offers are the engine’s own, and better than chance', async () => {
    const before = await stored();
    const { stdout } = await simulate('--shoppers', '400', '--days', '2', '--speed', '20000x', '--seed', '11');
    expect(stdout).toMatch(/400 shoppers, .* 2 days at 20000 times the speed: 9 s/);
    const told = played.parse(JSON.parse(stdout.trim().split('\n').at(-1) ?? ''));
    expect(told).toMatchObject({ refused: 0, failed: 0 });
    expect(told.pages).toBeGreaterThan(5);
    expect(told.shown).toBeGreaterThan(told.pages);
    const { ours, byChance, best } = told.expected;
    expect(ours).toBeGreaterThan(byChance);
    expect(ours).toBeLessThanOrEqual(best);
    const news = async (name: string) => ((await stored()).get(name) ?? 0) - (before.get(name) ?? 0);
    await eventually(() => news('Offer Viewed'), (count) => count === told.shown); // prettier-ignore
    expect(await news('Offer Clicked')).toBe(told.clicks);
    expect(await news('Product Viewed')).toBeGreaterThan(60);
  });

  it('says what is missing, in place of a stack of calls', async () => {
    const failing = (...more: string[]) => simulate(...more).then(() => '', (fault: { stderr: string }) => fault.stderr); // prettier-ignore
    expect(await failing('--speed', 'fast')).toMatch(/^--speed is fast; give a number from 2/);
    expect(await failing('--keys', '/nowhere.json')).toMatch(/^There is no \/nowhere.json: run `npm start`/);
    expect(await failing('--url', 'http://127.0.0.1:1')).toMatch(
      /^Nothing answers at .*is `npm start` running/,
    );
  });
});
