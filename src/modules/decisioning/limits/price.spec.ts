import fc from 'fast-check';
import { mostMicros } from '../../../models/campaign/micros.js';
import { heldFor, priceOf } from './price.js';

const amount = fc.integer({ min: 0, max: mostMicros });

describe('the price of an offer', () => {
  it('is a thousandth per impression, all of it per click or lead, and the floor where the budget is spent best', () => {
    const on = (kind: 'PER_THOUSAND' | 'PER_CLICK' | 'PER_LEAD') => priceOf({ bid: { kind, amount: 12_340_000 } }, 0);
    expect(on('PER_THOUSAND')).toEqual({ on: 'OFFER_VIEWED', micros: 12_340 });
    expect(on('PER_CLICK')).toEqual({ on: 'OFFER_CLICKED', micros: 12_340_000 });
    expect(on('PER_LEAD')).toEqual({ on: 'LEAD_SUBMITTED', micros: 12_340_000 });
    const best = { kind: 'BUDGET_BEST' as const, mostPerClick: null, mostPerLead: null };
    expect(priceOf({ bid: best }, 2_500_000)).toEqual({ on: 'OFFER_VIEWED', micros: 2_500 });
    expect(priceOf({ bid: best }, 0)).toBeNull();
    expect(priceOf({ bid: null }, 2_500_000)).toBeNull();
  }); // prettier-ignore

  it('is never above the bid', () =>
    fc.assert(
      fc.property(amount, (bid) => {
        expect(1_000 * (priceOf({ bid: { kind: 'PER_THOUSAND', amount: bid } }, 0)?.micros ?? 0)).toBeLessThanOrEqual(bid); // prettier-ignore
      }),
    ));

  it('is held whole for an impression, and as expected for what is rarer: at least a micro, never more than the price', () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: mostMicros }), fc.double({ min: 0, max: 1, noNaN: true }), (micros, click) => {
        const score = { click, lead: click / 10 };
        expect(heldFor({ on: 'OFFER_VIEWED', micros }, score)).toBe(micros);
        const held = heldFor({ on: 'OFFER_CLICKED', micros }, score);
        expect(held).toBeGreaterThanOrEqual(Math.max(1, micros * click));
        expect(held).toBeLessThanOrEqual(micros);
        expect(Number.isSafeInteger(held)).toBe(true);
        expect(heldFor({ on: 'LEAD_SUBMITTED', micros }, score)).toBeLessThanOrEqual(held);
      }),
    )); // prettier-ignore
});
