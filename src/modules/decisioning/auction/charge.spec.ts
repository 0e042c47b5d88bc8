import fc from 'fast-check';
import type { Priority } from '../../../models/campaign/campaign-terms.js';
import type { LiveCampaign } from '../../../models/campaign/live-campaign.js';
import { bidderCampaign, entered, lonelyCar, perView, showing } from '../../../../test/factories/auction.js';
import { carInStock, liveCampaign } from '../../../../test/factories/showroom.js';
import { seededRandom } from '../chance.js';
import { choose, type Asked, type ChosenOffer } from '../choose.js';
import { attention } from './charge.js';
import type { Entrant, ScoredCandidate } from './entrants.js';

/** Never explores. */
const best = () => 0;
const plain = { neverSeen: false, separatesCompetitors: false, exclusive: false, explored: 0.1 };
const page = (entrants: readonly Entrant[], count: number, asked: Partial<Asked> = {}, random = best) =>
  choose(entrants, { ...plain, ...asked, count }, random);
const perViewOf = ({ auction, position }: ChosenOffer) => (auction?.duePerView ?? 0) * attention(position);
const namesOf = (offers: readonly ChosenOffer[]) => offers.map(({ campaign: { name } }) => name);

/** Bidders by their bids for a view, each with one car that is like no other; nothing but money parts them. */
const bidders = (...bids: number[]): ScoredCandidate[] =>
  bids.map((bid, n) => showing(bidderCampaign(`B${n}`, perView(bid)), lonelyCar(`${n}`), 0, 0));

const anyPriority = fc.constantFrom<Priority>('STANDARD', 'STANDARD', 'STANDARD', 'OWN_FIRST', 'OWN_FILL_UP');
/** Candidates of some campaigns, bids of every kind and none, on cars that are alike in some ways. */
const anyField = fc
  .array(
    fc.record({
      campaign: fc.nat(7),
      car: fc.nat(11),
      click: fc.double({ min: 0, max: 1, noNaN: true }),
      lead: fc.double({ min: 0, max: 0.2, noNaN: true }),
    }),
    { minLength: 1, maxLength: 30 },
  )
  .chain((shows) =>
    fc
      .array(fc.record({ kind: fc.nat(4), amount: fc.integer({ min: 1, max: 50_000_000 }), category: fc.nat(2), priority: anyPriority }), { minLength: 8, maxLength: 8 })
      .map((campaigns) => fieldOf(shows, campaigns)),
  ); // prettier-ignore

function fieldOf(
  shows: readonly { campaign: number; car: number; click: number; lead: number }[],
  plans: readonly { kind: number; amount: number; category: number; priority: Priority }[],
): ScoredCandidate[] {
  const campaigns = plans.map(({ kind, amount, category, priority }, n): LiveCampaign => {
    if (priority !== 'STANDARD') return bidderCampaign(`O${n}`, null, { priority }, { advertiserId: null });
    const bid = [null, { kind: 'PER_THOUSAND', amount } as const, { kind: 'PER_CLICK', amount } as const, { kind: 'PER_LEAD', amount } as const, { kind: 'BUDGET_BEST', mostPerClick: amount, mostPerLead: null } as const][kind] ?? null; // prettier-ignore
    return bidderCampaign(`C${n}`, bid, {}, { categories: [`category ${category}`] });
  });
  const cars = Array.from({ length: 12 }, (_, n) => carInStock(`S-${n}`, { make: `Make ${n % 3}`, model: `Model ${n % 6}`, trim: `T${n % 9}` })); // prettier-ignore
  return shows.flatMap(({ campaign, car, click, lead }) => {
    const [mine, vehicle] = [campaigns[campaign], cars[car]];
    return mine && vehicle ? [showing(mine, vehicle, click, lead)] : [];
  });
}

describe('the auction', () => {
  it('charges each for the attention it takes from the others, and the floor where it takes none', () => {
    const entrants = entered(bidders(9_000, 6_000, 4_000, 1_000));
    const [first, second, third] = page(entrants, 2);
    expect(third).toBeUndefined();
    // At the second position it would have stood for 4,000 too; at the first it had to beat 6,000.
    const gain = 1 - attention(2);
    expect(first?.price).toEqual({
      on: 'OFFER_VIEWED',
      micros: Math.ceil(6_000 * gain + 4_000 * attention(2)),
    });
    expect(second?.price).toEqual({ on: 'OFFER_VIEWED', micros: 4_000 });
    expect(second?.auction).toMatchObject({ bidPerView: 6_000, runnerUp: { perView: 4_000 }, isExplored: false }); // prettier-ignore
    expect(page(entered(bidders(9_000), { floorMicros: 2_500_000 }), 2)[0]?.price?.micros).toBe(2_500);
    expect(page(entered(bidders(9_000)), 2)[0]?.price?.micros).toBe(1);
  });

  it('charges clicks and leads so that a view brings the same', () => {
    const clicks = bidderCampaign('Clicks', { kind: 'PER_CLICK', amount: 500_000 });
    const rival = showing(bidderCampaign('Rival', perView(10_000)), lonelyCar('R'), 0, 0);
    const [first] = page(entered([showing(clicks, lonelyCar('C'), 0.05, 0), rival]), 1);
    expect(first?.price).toMatchObject({ on: 'OFFER_CLICKED' });
    expect((first?.price?.micros ?? 0) * 0.05).toBeCloseTo(10_000 - 0.05 * 0.05, 1);
  });

  it('does not let an advertiser bid against itself', () => {
    const one = bidderCampaign('One', perView(9_000));
    const other = bidderCampaign('Other', perView(8_000), {}, { advertiserId: one.advertiserId });
    const field = [showing(one, lonelyCar('1'), 0, 0), showing(other, lonelyCar('2'), 0, 0)];
    expect(page(entered(field), 1)[0]?.price?.micros).toBe(1);
  });

  it('never charges above the bid, nor below the floor, whatever the rules of the page', () =>
    fc.assert(
      fc.property(anyField, fc.integer({ min: 1, max: 6 }), fc.record({ neverSeen: fc.boolean(), separatesCompetitors: fc.boolean(), exclusive: fc.boolean() }), fc.integer({ min: 0, max: 20_000_000 }), fc.nat(), (field, count, asked, floorMicros, seed) => {
        for (const { price, auction, campaign, score } of page(entered(field, { floorMicros }), count, asked, seededRandom(seed))) {
          const { bid } = campaign.terms;
          expect(price === null).toBe(bid === null);
          if (!price || !auction || !bid) continue;
          expect(price.micros).toBeGreaterThan(0);
          if (bid.kind === 'PER_THOUSAND') expect(price.micros * 1_000).toBeLessThanOrEqual(bid.amount);
          else if (bid.kind !== 'BUDGET_BEST') expect(price.micros).toBeLessThanOrEqual(bid.amount);
          const chance = { OFFER_VIEWED: 1, OFFER_CLICKED: score.click, LEAD_SUBMITTED: score.lead }[price.on];
          expect(price.micros * chance * 1.000001).toBeGreaterThanOrEqual(floorMicros / 1_000);
          expect(auction.duePerView).toBeLessThanOrEqual(auction.bidPerView);
        }
      }),
    )); // prettier-ignore

  it('keeps competitors apart, gives an exclusive page to one, and keeps to priorities', () =>
    fc.assert(
      fc.property(anyField, fc.integer({ min: 1, max: 6 }), fc.nat(), (field, count, seed) => {
        const entrants = entered(field);
        const apart = page(entrants, count, { separatesCompetitors: true }, seededRandom(seed));
        const holders = new Map<string, string | null>();
        for (const { campaign } of apart)
          for (const category of campaign.categories) {
            if (campaign.advertiserId === null) continue;
            expect(holders.get(category) ?? campaign.advertiserId).toBe(campaign.advertiserId);
            holders.set(category, campaign.advertiserId);
          }
        const alone = page(entrants, count, { exclusive: true }, seededRandom(seed));
        expect(new Set(alone.map(({ campaign }) => campaign.advertiserId)).size).toBe(
          entrants.length > 0 ? 1 : 0,
        );
        // On lonely cars no rule of diversity stands in between.
        const lonely = field.map(({ candidate, score }, n) => showing(candidate.campaign, lonelyCar(`L-${n}`), score.click, score.lead)); // prettier-ignore
        const tier = { OWN_FIRST: 0, STANDARD: 1, OWN_FILL_UP: 2 };
        const order = page(entered(lonely), count, {}, seededRandom(seed)).map(({ campaign }) => tier[campaign.terms.priority]); // prettier-ignore
        expect(order).toEqual([...order].sort((a, b) => a - b));
      }),
    ));

  it('gives nobody another place when a loser is gone', () =>
    fc.assert(
      fc.property(anyField, fc.integer({ min: 1, max: 5 }), fc.boolean(), (field, count, separatesCompetitors) => {
        const before = page(entered(field), count, { separatesCompetitors });
        const shown = new Set(before.map(({ campaign }) => campaign));
        for (const { campaign: loser } of field.map(({ candidate }) => candidate).filter(({ campaign }) => !shown.has(campaign))) {
          const after = page(entered(field.filter(({ candidate }) => candidate.campaign !== loser)), count, { separatesCompetitors });
          expect(after.map(({ vehicle, creative }) => [vehicle.id, creative.id])).toEqual(before.map(({ vehicle, creative }) => [vehicle.id, creative.id]));
        }
      }),
      { numRuns: 40 },
    )); // prettier-ignore
});

describe('prices', () => {
  const bid = fc.integer({ min: 1_000, max: 100_000 });
  /** Some bidders with up to three cars each, all unlike. */
  const anyBidders = fc.array(fc.array(bid, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 4 });
  const fieldOfBids = (all: readonly (readonly number[])[]) =>
    all.flatMap((bids, n) => bids.map((amount, place) => showing(bidderCampaign(`B${n}-${place}`, perView(amount), {}, { advertiserId: `bidder ${n}` }), lonelyCar(`${n}-${place}`), 0, 0))); // prettier-ignore

  it('are what a bidder takes from the others: as brute force over every page finds', () =>
    fc.assert(
      fc.property(anyBidders, fc.integer({ min: 1, max: 3 }), fc.integer({ min: 0, max: 1_000 }), (all, count, floor) => {
        const chosen = page(entered(fieldOfBids(all), { floorMicros: floor * 1_000 }), count);
        const worth = all.flatMap((bids, n) => bids.map((value) => ({ bidder: n, value })));
        const reserve = Array.from({ length: count }, () => ({ bidder: -1, value: floor }));
        const whole = bestPage([...worth, ...reserve], count);
        for (const n of all.keys()) {
          const paid = chosen.filter(({ campaign }) => campaign.advertiserId === `bidder ${n}`).reduce((sum, offer) => sum + perViewOf(offer), 0);
          const without = bestPage([...worth.filter(({ bidder }) => bidder !== n), ...reserve], count);
          const othersNow = whole.page.reduce((sum, one, place) => sum + (one.bidder === n ? 0 : one.value * attention(place + 1)), 0);
          expect(paid).toBeCloseTo(without.worth - othersNow, 4);
        }
      }),
    )); // prettier-ignore

  it('leave nobody better off for bidding anything but the truth, whatever the rules of the page', () =>
    fc.assert(
      fc.property(fc.array(fc.record({ bid, make: fc.nat(1), twin: fc.nat(3), category: fc.nat(1) }), { minLength: 2, maxLength: 7 }), fc.integer({ min: 1, max: 4 }), fc.boolean(), fc.boolean(), bid, (plans, count, separatesCompetitors, neverSeen, lie) => {
        const gainOf = (told: number) => {
          const field = plans.map(({ bid: truth, make, twin, category }, n) => {
            const vehicle = carInStock(`S-${n}`, { make: `M${make}`, model: `Model ${make}`, trim: `T${twin}` });
            return showing(bidderCampaign(`B${n}`, perView(n === 0 ? told : truth), {}, { categories: [`c${category}`] }), vehicle, 0, 0);
          });
          const mine = page(entered(field), count, { separatesCompetitors, neverSeen }).find(({ campaign }) => campaign.name === 'B0');
          return mine ? (plans[0]?.bid ?? 0) * attention(mine.position) - perViewOf(mine) : 0;
        };
        expect(gainOf(lie)).toBeLessThanOrEqual(gainOf(plans[0]?.bid ?? 0) + 1e-6);
      }),
      { numRuns: 200 },
    )); // prettier-ignore

  it('of an exclusive page are what the second best page would have been worth', () => {
    const field = fieldOfBids([[9_000, 3_000], [8_000, 5_000], [1_000]]);
    const chosen = page(entered(field), 2, { exclusive: true });
    expect(new Set(chosen.map(({ campaign }) => campaign.advertiserId))).toEqual(new Set(['bidder 1']));
    expect(chosen.reduce((sum, offer) => sum + perViewOf(offer), 0)).toBeCloseTo(
      9_000 + 3_000 * attention(2),
      6,
    );
  });

  it('of what was drawn to learn of it are the floor', () => {
    const explored = Array.from(
      { length: 300 },
      (_, seed) =>
        page(
          entered(bidders(9_000, 8_900), { floorMicros: 1_000_000 }),
          1,
          {},
          seededRandom(seed * 2_654_435_761),
        )[0],
    ) // prettier-ignore
      .filter((offer) => offer?.auction?.isExplored);
    expect(explored.length).toBeGreaterThan(3);
    for (const offer of explored) expect(offer?.price?.micros).toBe(1_000);
  });

  it('rank what costs nothing below what is paid for, and by the leads it brings', () => {
    const free = [0.01, 0.03, 0.02].map((lead, n) =>
      showing(liveCampaign(`Free ${n}`), lonelyCar(`F${n}`), 0, lead),
    );
    expect(namesOf(page(entered([...free, ...bidders(2)]), 3))).toEqual(['B0', 'Free 1', 'Free 2']);
  });
});

interface Valued {
  readonly bidder: number;
  readonly value: number;
}

/** The page worth most of all there are. */
function bestPage(from: readonly Valued[], positions: number, position = 1): { page: Valued[]; worth: number } {
  let most: { page: Valued[]; worth: number } = { page: [], worth: 0 };
  if (position > positions) return most;
  for (const one of from) {
    const rest = bestPage(from.filter((other) => other !== one), positions, position + 1);
    const worth = one.value * attention(position) + rest.worth;
    if (worth > most.worth) most = { page: [one, ...rest.page], worth };
  }
  return most;
} // prettier-ignore
