import fc from 'fast-check';
import { houseTerms, type Bid } from '../../../models/campaign/campaign-terms.js';
import type { LiveCampaign } from '../../../models/campaign/live-campaign.js';
import { seededRandom } from '../chance.js';
import type { Seen } from './gathered.js';
import { bucketOf } from './landscape.js';
import type { Pace } from './pace.js';
import { courseSchema, firstShare, setPace, type Course, type Look } from './set-pace.js';
import { TrafficShape } from './traffic-shape.js';

const hourMs = 3_600_000;
const midnight = Date.parse('2026-11-23T00:00:00Z');
const perThousand: Bid = { kind: 'PER_THOUSAND', amount: 900_000 };

function campaign(daily: number, bid: Bid = perThousand): LiveCampaign {
  return {
    ...{ id: 'c', name: 'C', revision: 1, advertiserId: null, categories: [], timeZone: 'Europe/London' },
    terms: { ...houseTerms, bid, budget: { daily, total: null } },
    ...{ startsAt: null, endsAt: null, placements: new Set<string>(), include: [], exclude: [], creatives: [], covers: () => true },
  };
} // prettier-ignore

function look(of: LiveCampaign, now: number, seen: Partial<Seen> = {}, spent: Partial<Look['spent']> = {}): Look {
  const content = { requests: 0, seen: { c: { chances: 0, parts: 0, times: 0, cost: 0, outcomes: 0, ...seen } } };
  return { campaign: of, isOpen: undefined, batches: [{ from: now - hourMs, content }], spent: { total: 0, today: 0, held: 0, ...spent }, shape: new TrafficShape('Europe/London'), now };
} // prettier-ignore

/** Looks hour after hour: each as many chances, of which it takes its share and wins all it takes part in. */
function lives(of: LiveCampaign, chances: number, price: number, hours: number) {
  let course: Course | null = null;
  let share = firstShare;
  let spent = 0;
  for (let hour = 1; hour <= hours; hour++) {
    const times = Math.min(Math.round(chances * share), Math.floor(((of.terms.budget?.daily ?? 0) - spent) / price)); // prettier-ignore
    spent += times * price;
    const seen = { chances, parts: times, times, cost: times * price, outcomes: 0 };
    const set = setPace(course, look(of, midnight + hour * hourMs - 1, seen, { total: spent, today: spent }));
    if (!set) break;
    [course, share] = [courseSchema.parse(JSON.parse(JSON.stringify(set.course))), set.pace.share];
  }
  return { share, spent };
}

/**
 * A day of a look every five minutes. An hour brings 1,000 chances, won at what the best rival bids: anything from nothing to its whole bid of
 * 200. What is lost at its pace is told too, as processes do.
 */
function livesAmongRivals(of: LiveCampaign) {
  const random = seededRandom(5);
  let course: Course | null = null;
  let pace: Pace | null = null;
  let [spent, times] = [0, 0];
  let atNoon: { spent: number; pace: Pace | null } = { spent: 0, pace: null };
  for (let look5 = 1; look5 <= 288; look5++) {
    const seen = { chances: 0, parts: 0, times: 0, cost: 0, outcomes: 0 };
    const at = new Map<number, [number, number]>();
    for (let chance = 0; chance < 83; chance++) {
      seen.chances++;
      if (random() >= (pace?.share ?? firstShare)) continue;
      seen.parts++;
      const threshold = random();
      const cost = threshold * 200;
      const [sum, outcomes] = at.get(bucketOf(threshold)) ?? [0, 0];
      at.set(bucketOf(threshold), [sum + cost, outcomes + 0.01]);
      if (threshold > (pace?.multiplier ?? 1) || spent + cost > (of.terms.budget?.daily ?? 0)) continue;
      [spent, times] = [spent + cost, times + 1];
      Object.assign(seen, { times: seen.times + 1, cost: seen.cost + cost, outcomes: seen.outcomes + 0.01 });
    }
    const told = { ...seen, at: [...at].map(([bucket, [cost, outcomes]]): [number, number, number] => [bucket, cost, outcomes]) };
    const set = setPace(course, look(of, midnight + look5 * 300_000 - 1, told, { total: spent, today: spent }));
    if (!set) break;
    [course, pace] = [courseSchema.parse(JSON.parse(JSON.stringify(set.course))), set.pace];
    if (look5 === 144) atNoon = { spent, pace };
  }
  return { spent, times, atNoon };
} // prettier-ignore

describe('setting a pace', () => {
  it('is not for a campaign without a budget that has to last', () => {
    const of = campaign(1_000);
    const unbound = { ...of, terms: { ...of.terms, budget: { daily: null, total: 5 } } };
    expect(setPace(null, look(unbound, midnight + hourMs))).toBeNull();
  });

  it('spends a day that has far more chances than money to the end of it, and never all of it early', () => {
    const daily = 240_000;
    const noon = lives(campaign(daily), 1_000, 100, 12);
    expect(noon.spent / daily).toBeGreaterThan(0.35);
    expect(noon.spent / daily).toBeLessThan(0.6);
    expect(lives(campaign(daily), 1_000, 100, 24).spent / daily).toBeGreaterThan(0.95);
  });

  it('bids less where that buys more for the money, spends as much of it, and as evenly', () => {
    const daily = 1_000_000;
    const { spent, times, atNoon } = livesAmongRivals(campaign(daily));
    expect(spent / daily).toBeGreaterThan(0.95);
    expect(spent / daily).toBeLessThanOrEqual(1);
    expect(atNoon.spent / daily).toBeGreaterThan(0.3);
    expect(atNoon.spent / daily).toBeLessThan(0.6);
    // Taking part at its bid costs 100 a chance on average, so that it could have had 10,000 of them.
    expect(times).toBeGreaterThan(12_500);
    expect(atNoon.pace).toMatchObject({ share: 1, heldBy: 'BUDGET' });
    expect(atNoon.pace?.multiplier).toBeLessThan(0.9);
  });

  it('takes part in everything where money is plenty', () => {
    expect(lives(campaign(1e12), 100, 100, 24).share).toBe(1);
  });

  it('takes part in nothing where nothing is left, what is held counted, and no faster in more than it may', () => {
    const of = campaign(1_000);
    const first = setPace(null, look(of, midnight + hourMs, {}, { today: 400, held: 600 }));
    expect(first?.pace).toMatchObject({ share: 0, heldBy: 'BUDGET' });
    expect(first?.course.isUsedUp).toBe(true);
    const rich = setPace(null, look(campaign(1e12), midnight + hourMs, { chances: 500, parts: 500, times: 500, cost: 500 })); // prettier-ignore
    expect(rich?.pace.share).toBeLessThanOrEqual(1 / 16);
  });

  it('hardly takes part where clicks cost more than the ceiling', () => {
    const best: Bid = { kind: 'BUDGET_BEST', mostPerClick: 10, mostPerLead: null };
    const seen = { chances: 500, parts: 500, times: 500, cost: 500_000, outcomes: 500 };
    const set = setPace(null, look(campaign(1e9, best), midnight + hourMs, seen));
    expect(set?.pace.heldBy).toBe('COST');
    expect(set?.pace.share).toBeLessThanOrEqual(1 / 50);
  });

  it('goes on from what was kept, and begins anew where that is not understood', () => {
    expect(courseSchema.safeParse({ pacer: 1 }).success).toBe(false);
    const { course } = setPace(null, look(campaign(1_000), midnight + hourMs)) ?? {};
    expect(courseSchema.parse(JSON.parse(JSON.stringify(course)))).toEqual(course);
  });

  it('always sets a share from none to all, whatever was seen', () => {
    const count = fc.integer({ min: 0, max: 100_000 });
    fc.assert(fc.property(count, count, count, fc.double({ min: 0, max: 1e12, noNaN: true }), count, (chances, parts, times, cost, spent) => {
      const set = setPace(null, look(campaign(50_000), midnight + 5 * hourMs, { chances, parts, times: Math.min(times, parts), cost }, { total: spent, today: spent }));
      expect(set?.pace.share).toBeGreaterThanOrEqual(0);
      expect(set?.pace.share).toBeLessThanOrEqual(1);
      if (spent >= 50_000) expect(set?.pace.share).toBe(0);
    }));
  }); // prettier-ignore
});
