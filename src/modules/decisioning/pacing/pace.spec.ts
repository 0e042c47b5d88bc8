import fc from 'fast-check';
import { Landscape } from './landscape.js';
import { pace, type Standing } from './pace.js';

/** A thousand chances at thresholds from 0.001 to 1, each costing its threshold, a tenth of them a click. */
function even(): Landscape {
  const landscape = new Landscape();
  for (let n = 1; n <= 1_000; n++) landscape.note({ threshold: n / 1_000, price: n / 1_000, outcomes: 0.1 });
  return landscape;
}

const standing: Standing = {
  left: 100,
  chancesLeft: 1_000,
  costCeiling: null,
  spent: 0,
  outcomes: 0,
  most: 1,
};

describe('pace', () => {
  it('spends what is left by the time the chances are over', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.5, max: 400, noNaN: true }), (left) => {
        const set = pace(even(), { ...standing, left }, null);
        // What the thousand chances would really cost, counted one by one.
        let spends = 0;
        for (let n = 1; n <= 1_000; n++) if (n / 1_000 <= set.multiplier) spends += (n / 1_000) * set.share;
        expect(set.heldBy).toBe('BUDGET');
        expect(Math.abs(spends / left - 1)).toBeLessThan(0.06);
      }),
    );
  });

  it('bids in full where the budget outlasts the chances', () => {
    expect(pace(even(), { ...standing, left: 1_000 }, null)).toEqual({
      multiplier: 1,
      share: 1,
      heldBy: null,
    });
  });

  it('takes part in a share of the chances where all ask for one floor', () => {
    const landscape = new Landscape();
    for (let n = 0; n < 100; n++) landscape.note({ threshold: 0.4, price: 1, outcomes: 0 });
    const { multiplier, share } = pace(landscape, { ...standing, left: 250 }, null);
    expect(multiplier).toBeGreaterThanOrEqual(0.4);
    expect(share).toBeCloseTo(0.25);
  });

  it('keeps the cost of an outcome under its ceiling over the whole flight', () => {
    fc.assert(
      fc.property(
        fc.record({
          costCeiling: fc.double({ min: 0.5, max: 12, noNaN: true }),
          spent: fc.double({ min: 0, max: 100, noNaN: true }),
          outcomes: fc.double({ min: 0, max: 40, noNaN: true }),
        }),
        (so) => {
          const landscape = even();
          const set = pace(landscape, { ...standing, left: 1e6, ...so }, null);
          const { cost, outcomes } = landscape.at(set.multiplier);
          const mean = (so.spent + cost * 1_000) / (so.outcomes + outcomes * 1_000);
          if (set.heldBy === 'COST' && set.multiplier > 0.002)
            expect(mean).toBeLessThanOrEqual(so.costCeiling * 1.001);
          if (set.heldBy === null) expect(mean).toBeLessThanOrEqual(so.costCeiling * 1.001);
        },
      ),
    );
  });

  it('stays where it is until spending is clearly off', () => {
    const landscape = even();
    const before = pace(landscape, standing, null);
    expect(pace(landscape, { ...standing, left: 104 }, before)).toBe(before);
    expect(pace(landscape, { ...standing, left: 130 }, before).multiplier).toBeGreaterThan(before.multiplier);
  });

  it('takes no part once nothing is left, and comes back at the pace before when more is given', () => {
    const landscape = even();
    const before = pace(landscape, standing, null);
    const out = pace(landscape, { ...standing, left: 0 }, before);
    expect(out).toEqual({ multiplier: before.multiplier, share: 0, heldBy: 'BUDGET' });
    expect(pace(landscape, standing, out).share).toBe(1);
  });

  it('bids in full while too little is known', () => {
    expect(pace(new Landscape(), standing, null)).toEqual({ multiplier: 1, share: 1, heldBy: null });
  });
});
