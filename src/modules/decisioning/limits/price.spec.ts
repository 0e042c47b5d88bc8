import fc from 'fast-check';
import { mostMicros } from '../../../models/campaign/micros.js';
import { heldFor } from './price.js';

describe('the price of an offer', () => {
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
