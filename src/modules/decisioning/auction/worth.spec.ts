import fc from 'fast-check';
import { houseTerms, type Bid } from '../../../models/campaign/campaign-terms.js';
import { mostMicros } from '../../../models/campaign/micros.js';
import { isBelowFloor, mostForOne, pricePerOutcome, worthOf } from './worth.js';

const free = { floorMicros: 0, multiplier: 1, fit: 1, left: Infinity };
const terms = (bid: Bid | null, budget: { total: number | null; daily: number | null } | null = null) => ({ ...houseTerms, bid, budget }); // prettier-ignore

const amount = fc.integer({ min: 1, max: mostMicros });
const share = fc.double({ min: 0, max: 1, noNaN: true });
const anyBid: fc.Arbitrary<Bid> = fc.oneof(
  fc.record({ kind: fc.constantFrom('PER_THOUSAND' as const, 'PER_CLICK' as const, 'PER_LEAD' as const), amount }),
  fc.record({ kind: fc.constant('BUDGET_BEST' as const), mostPerClick: fc.option(amount), mostPerLead: fc.option(amount) }),
); // prettier-ignore
const anyFloor = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 50_000_000_000 }));

describe('what a campaign bids', () => {
  it('is its bid for what is paid times how probable that is', () => {
    const score = { click: 0.05, lead: 0.01 };
    expect(worthOf(terms({ kind: 'PER_THOUSAND', amount: 12_340_000 }), score, free)).toMatchObject({ on: 'OFFER_VIEWED', perView: 12_340, most: 12_340, least: 1 }); // prettier-ignore
    expect(worthOf(terms({ kind: 'PER_CLICK', amount: 400_000 }), score, free)).toMatchObject({ on: 'OFFER_CLICKED', perView: 20_000, most: 400_000 }); // prettier-ignore
    expect(worthOf(terms({ kind: 'PER_LEAD', amount: 40_000_000 }), score, free)).toMatchObject({ on: 'LEAD_SUBMITTED', perView: 400_000, most: 40_000_000 }); // prettier-ignore
    expect(worthOf(terms(null), score, free)).toBeNull();
    expect(worthOf(terms({ kind: 'PER_CLICK', amount: 0 }), score, free)).toBeNull();
  });

  it('is what the ceilings allow, the tighter of them, where a budget is to be spent as well as it can be', () => {
    const best = (mostPerClick: number | null, mostPerLead: number | null) =>
      worthOf(terms({ kind: 'BUDGET_BEST', mostPerClick, mostPerLead }, { total: 900_000_000, daily: 100_000_000 }), { click: 0.05, lead: 0.01 }, free)?.perView; // prettier-ignore
    expect(best(400_000, null)).toBe(20_000);
    expect(best(400_000, 1_000_000)).toBe(10_000);
    // Without any: a lead may cost a tenth of the day's budget.
    expect(best(null, null)).toBe(100_000);
  });

  it('keeps to the floor: asked of an outcome as much as makes a view bring it', () => {
    const click = worthOf(terms({ kind: 'PER_CLICK', amount: 400_000 }), { click: 0.05, lead: 0 }, { ...free, floorMicros: 8_000_000 }); // prettier-ignore
    expect(click).toMatchObject({ least: 160_000, floorPerView: 8_000 });
    const low = worthOf(terms({ kind: 'PER_THOUSAND', amount: 7_999_000 }), { click: 0, lead: 0 }, { ...free, floorMicros: 8_000_000 }); // prettier-ignore
    expect(low && isBelowFloor(low)).toBe(true);
    const paced = worthOf(terms({ kind: 'PER_THOUSAND', amount: 9_000_000 }), { click: 0, lead: 0 }, { ...free, floorMicros: 8_000_000, multiplier: 0.5 }); // prettier-ignore
    expect(paced && isBelowFloor(paced)).toBe(true);
  });

  it('is no more than is left, for an outcome as for a view, and else what it was', () =>
    fc.assert(
      fc.property(anyBid, fc.record({ click: share, lead: share }), anyFloor, share, amount, (bid, score, floorMicros, multiplier, left) => {
        const budget = { total: 10 ** 9, daily: null };
        const whole = worthOf(terms(bid, budget), score, { ...free, floorMicros, multiplier });
        const worth = worthOf(terms(bid, budget), score, { ...free, floorMicros, multiplier, left });
        if (!whole || !worth) return;
        expect(worth.most).toBe(Math.min(whole.most, left));
        expect(worth.perView).toBe(Math.min(whole.perView, left * whole.probability));
        if (!isBelowFloor(worth)) expect(pricePerOutcome(worth, worth.perView)).toBeLessThanOrEqual(left);
      }),
    )); // prettier-ignore

  it('may cost for one outcome what it names for it; what a probable lead brings, where it names nothing', () => {
    expect(mostForOne(terms({ kind: 'PER_THOUSAND', amount: 12_340_000 }))).toBe(12_340);
    expect(mostForOne(terms({ kind: 'PER_LEAD', amount: 40_000_000 }))).toBe(40_000_000);
    expect(mostForOne(terms({ kind: 'BUDGET_BEST', mostPerClick: null, mostPerLead: null }, { total: 900_000_000, daily: null }))).toBe(90_000_000); // prettier-ignore
    expect(mostForOne(terms(null))).toBe(0);
  });

  it('costs whole micros, never above the bid, never below the floor, and no ceiling is passed', () =>
    fc.assert(
      fc.property(
        anyBid,
        fc.record({ click: share, lead: share }),
        anyFloor,
        share,
        share,
        (bid, score, floorMicros, multiplier, part) => {
          const worth = worthOf(terms(bid, { total: 10 ** 9, daily: null }), score, { ...free, floorMicros, multiplier }); // prettier-ignore
          if (!worth || isBelowFloor(worth)) return;
          const perView = worth.floorPerView + part * (worth.perView - worth.floorPerView);
          const price = pricePerOutcome(worth, perView);
          expect(Number.isSafeInteger(price)).toBe(true);
          expect(price).toBeGreaterThan(0);
          if (bid.kind === 'PER_THOUSAND') expect(price * 1_000).toBeLessThanOrEqual(bid.amount);
          else if (bid.kind !== 'BUDGET_BEST') expect(price).toBeLessThanOrEqual(bid.amount);
          else {
            if (bid.mostPerClick !== null) expect(price).toBeLessThanOrEqual(bid.mostPerClick * score.click);
            if (bid.mostPerLead !== null) expect(price).toBeLessThanOrEqual(bid.mostPerLead * score.lead);
          }
          // What a view brings is the floor at least, and what it was sold for.
          expect(price * worth.probability * 1.000001).toBeGreaterThanOrEqual(Math.min(perView, worth.most * worth.probability) - 1e-3); // prettier-ignore
          expect(price * worth.probability * 1.000001).toBeGreaterThanOrEqual(worth.floorPerView);
        },
      ),
    ));
});
