import fc from 'fast-check';
import { bidderCampaign, lonelyCar, perView, showing } from '../../../../test/factories/auction.js';
import { carInStock } from '../../../../test/factories/showroom.js';
import { enter, type ScoredCandidate } from '../auction/entrants.js';
import { choose } from '../choose.js';
import { missedBy } from './expected.js';
import { holdingIn } from './taking-part.js';

const held = bidderCampaign('Held', { kind: 'PER_CLICK', amount: 200_000 }, { objective: 'VISITS' });

/** The page where the campaign bids so much of its bid: its cars on it, and what pacing is told of those that are not. */
function page(field: readonly ScoredCandidate[], multiplier: number, count: number, more: { floorMicros?: number; exclusive?: boolean } = {}) {
  const paces = new Map([[held.id, { multiplier, share: 1 }]]);
  const { floorMicros = 0, exclusive = false } = more;
  const entered = enter(field, { floorMicros, now: 0, letGo: new Set(), boostsAgeing: true, nearlySpent: new Map(), holding: holdingIn(paces, 1) });
  const asked = { count, neverSeen: false, separatesCompetitors: false, exclusive, explored: 0.1 };
  const chosen = choose(entered.entrants, asked, () => 0).map((offer) => ({ ...offer, billed: null }));
  const own = chosen.filter(({ campaign }) => campaign === held);
  return { own, told: missedBy(entered, chosen, asked, paces).map(({ threshold, cost }) => ({ threshold, cost })) };
} // prettier-ignore

/** Cars of its own by their probability of a click, in hundredths, and rivals with a car each by their bids for a view. */
const ofBids = (clicks: readonly number[], rivals: readonly number[]): ScoredCandidate[] => [
  ...clicks.map((click, n) => showing(held, lonelyCar(`own ${n}`), click / 100, 0)),
  ...rivals.map((bid, n) =>
    showing(bidderCampaign(`Rival ${n}`, perView(bid)), lonelyCar(`rival ${n}`), 0, 0),
  ),
];

describe('the places of a full page', () => {
  it('are taken by a further offer exactly from the multiplier on that is told: as brute force over every multiplier finds', () =>
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 4 }),
        fc.uniqueArray(fc.integer({ min: 200, max: 12_000 }), { maxLength: 4 }),
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 10, max: 95 }),
        fc.constantFrom(0, 0, 900_000, 3_000_000),
        (clicks, rivals, count, pace, floorMicros) => {
          const field = ofBids(clicks, rivals);
          const now = page(field, pace / 100, count, { floorMicros });
          const threshold = now.told[0]?.threshold ?? Infinity;
          for (let percent = pace; percent <= 100; percent++) {
            const multiplier = percent / 100;
            if (Math.abs(multiplier - threshold) < 1e-3) continue;
            const { own } = page(field, multiplier, count, { floorMicros });
            if (multiplier < threshold) expect(own).toHaveLength(now.own.length);
            else expect(own.length).toBeGreaterThan(now.own.length);
          }
        },
      ),
      { numRuns: 100 },
    )); // prettier-ignore

  it('cost a further offer what it beats there', () => {
    // Of 10,000 and 6,000 half is left: 8,000, 5,000 and 4,000 are shown; the second comes in for more than 4,000 of its 6,000.
    const field = ofBids([5, 3], [8_000, 4_000, 3_500]);
    const { own, told } = page(field, 0.5, 3);
    expect(own).toHaveLength(1);
    expect(told).toHaveLength(1);
    const [{ threshold, cost } = { threshold: 0, cost: 0 }] = told;
    expect(threshold).toBeCloseTo(4_000 / 6_000, 3);
    expect(cost).toBeCloseTo(4_000, -1);
    const after = page(field, threshold * 1.001, 3).own;
    expect(after.map(({ position }) => position)).toEqual([2, 3]);
    expect(after[1]?.auction?.duePerView).toBeCloseTo(cost, -1);
    // Of two places the other is had for 8,000, which is more than it bids.
    expect(page(field, 0.5, 2).told).toEqual([]);
  });

  it('are not had by a bid where a rule of the page stands in between', () => {
    const twins = [0, 1].map((n) => carInStock(`T-${n}`, { make: 'Make A', model: 'Model A', trim: 'T' }));
    const rival = showing(bidderCampaign('Rival', perView(3_000)), lonelyCar('rival'), 0, 0);
    const field = [...twins.map((car, n) => showing(held, car, 0.05 - n / 1_000, 0)), rival];
    for (const multiplier of [0.5, 1]) expect(page(field, multiplier, 2).own).toHaveLength(1);
    expect(page(field, 0.5, 2).told).toEqual([]);
  });

  it('of an exclusive page are not had one by one', () => {
    const field = ofBids([5], [8_000, 9_000]);
    expect(page(field, 0.5, 2).told).toHaveLength(1);
    expect(page(field, 0.5, 2, { exclusive: true }).told).toEqual([]);
  });
});
