import { bidderCampaign, entered, lonelyCar, perView, showing } from '../../../../test/factories/auction.js';
import { holdingIn, unheld } from '../pacing/taking-part.js';
import { enter, type Occasion } from './entrants.js';

const campaign = bidderCampaign('Rich', perView(8_000));
const cars = ['one', 'two'].map((name) => lonelyCar(name));

/** What becomes of the campaign at a placement whose views cost 5,000 micros at least. */
function fate(occasion: Partial<Occasion>) {
  const field = cars.map((car) => showing(campaign, car));
  const { entrants, out, short } = enter(field, { floorMicros: 5_000_000, now: 0, holding: unheld, letGo: new Set(), boostsAgeing: true, nearlySpent: new Map(), ...occasion }); // prettier-ignore
  return { why: out.get(campaign), bids: entrants.map(({ worth }) => worth?.perView), short: short.length };
}

describe('who takes part', () => {
  const paced = holdingIn(new Map([[campaign.id, { multiplier: 0.5, share: 1 }]]), 1);
  const left = (micros: number) => new Map([[campaign, micros]]);

  it('bids what is left, where that is less than its bid', () => {
    expect(fate({})).toEqual({ why: undefined, bids: [8_000, 8_000], short: 0 });
    expect(fate({ nearlySpent: left(6_000) })).toEqual({ why: undefined, bids: [6_000, 6_000], short: 0 });
  });

  it('is not who has less left than the floor: that is its budget, whatever its pace', () => {
    expect(fate({ nearlySpent: left(4_999) })).toEqual({ why: 'BUDGET', bids: [], short: 0 });
    expect(fate({ nearlySpent: left(4_999), holding: paced })).toEqual({ why: 'BUDGET', bids: [], short: 0 });
  });

  it('is worth more where its car stands long, unless that is not to count', () => {
    const old = showing(campaign, lonelyCar('old', { inStockSince: '1969-09-01' }));
    const boosts = [true, false].map((boostsAgeing) => entered([old], { boostsAgeing })[0]?.boost);
    expect(boosts).toEqual([1.15, 1]);
  });

  it('is not who falls below the floor by its pace or by its bid', () => {
    expect(fate({ holding: paced })).toEqual({ why: 'PACED', bids: [], short: 2 });
    expect(fate({ holding: paced, nearlySpent: left(6_000) })).toEqual({ why: 'PACED', bids: [], short: 2 });
    expect(fate({ floorMicros: 8_001_000, nearlySpent: left(6_000) }).why).toBe('BELOW_FLOOR');
  });
});
