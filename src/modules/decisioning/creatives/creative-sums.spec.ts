import fc from 'fast-check';
import { idOf } from '../../../../test/factories/showroom.js';
import { outcomeTypes } from '../../../models/decision/decision-outcome.entity.js';
import type { Outcome } from '../decisions.repository.js';
import { offerKey, sumsOf, weightAt, type CreativeSums } from './creative-sums.js';

const day = 86_400_000;
const began = Date.parse('2026-11-22T12:00:00Z');

function outcome(facts: Partial<Outcome>): Outcome {
  return {
    ...{ tenantId: idOf('tenant'), decisionId: idOf('decision'), position: 1, vehicleId: idOf('car') },
    ...{
      campaignId: idOf('campaign'),
      creativeId: idOf('creative'),
      placement: 'home-hero',
      propensity: 0.5,
    },
    ...{ decidedAt: began, occurredAt: began, billing: null, profileId: null, type: 'OFFER_VIEWED' },
    foretold: { expected: 0.02, average: 0.03 },
    ...facts,
  };
}

/** What is told, in any order and any parcels, each time with all that was told before it. */
function added(parcels: readonly (readonly Outcome[])[]): Map<string, CreativeSums> {
  const known = new Set<string>();
  const seen = new Set<string>();
  const total = new Map<string, CreativeSums>();
  for (const parcel of parcels) {
    const fresh = parcel.filter((each, place) => {
      const key = `${offerKey(each)} ${each.type}`;
      return !known.has(key) && parcel.findIndex((other) => `${offerKey(other)} ${other.type}` === key) === place;
    });
    for (const sum of sumsOf(fresh, seen)) {
      const before = total.get(sum.creativeId);
      const plus = (part: 'shown' | 'clicked' | 'clicks' | 'expected' | 'average') => (before?.[part] ?? 0) + sum[part];
      total.set(sum.creativeId, { ...sum, shown: plus('shown'), clicked: plus('clicked'), clicks: plus('clicks'), expected: plus('expected'), average: plus('average') });
    }
    for (const each of fresh) {
      known.add(`${offerKey(each)} ${each.type}`);
      if (each.type !== 'LEAD_SUBMITTED') seen.add(offerKey(each));
    }
  }
  return total;
} // prettier-ignore

const told = fc
  .array(
    fc.record({
      offer: fc.nat(12),
      type: fc.constantFrom(...outcomeTypes),
      days: fc.integer({ min: -60, max: 60 }),
    }),
    { maxLength: 40 },
  )
  .map((all) => {
    const decidedOn = new Map(all.map(({ offer, days }) => [offer, days]));
    return all.map(({ offer, type }) =>
      outcome({
        ...{ decisionId: idOf(`d${offer}`), type, creativeId: idOf(`c${offer % 3}`) },
        decidedAt: began + (decidedOn.get(offer) ?? 0) * day,
      }),
    );
  });

describe('sums of creatives', () => {
  it('are the same in whatever order and parcels outcomes come, and however often', () =>
    fc.assert(
      fc.property(told, fc.nat(), fc.integer({ min: 1, max: 7 }), (outcomes, seed, size) => {
        const once = added([outcomes]);
        const twice = [...outcomes, ...outcomes].map((each, place) => ({ each, by: (place * (seed + 1) * 7919) % 1009 })); // prettier-ignore
        const mixed = twice.toSorted((a, b) => a.by - b.by).map(({ each }) => each);
        const parcels: Outcome[][] = [];
        for (let at = 0; at < mixed.length; at += size) parcels.push(mixed.slice(at, at + size));
        const again = added(parcels);
        expect([...again.keys()].sort()).toEqual([...once.keys()].sort());
        for (const [creative, sum] of once) {
          const other = again.get(creative);
          expect([other?.shown, other?.clicked]).toEqual([sum.shown, sum.clicked]);
          for (const part of ['clicks', 'expected', 'average'] as const)
            expect(Math.abs((other?.[part] ?? 0) / (sum[part] || 1) - (sum[part] === 0 ? 0 : 1))).toBeLessThan(1e-9); // prettier-ignore
        }
      }),
    ));

  it('count a click as seen where no view was told, and never twice where it is told later', () => {
    const [click, view] = [outcome({ type: 'OFFER_CLICKED' }), outcome({})];
    const weight = weightAt(began);
    expect(sumsOf([click], new Set())).toEqual([
      expect.objectContaining({ shown: 1, clicked: 1, clicks: weight, expected: 0.02 * weight, average: 0.03 * weight }), // prettier-ignore
    ]);
    expect(sumsOf([view], new Set([offerKey(click)]))[0]).toMatchObject({ shown: 0, clicked: 0, expected: 0 }); // prettier-ignore
    expect(sumsOf([view, click], new Set())[0]).toMatchObject({ shown: 1, clicked: 1 });
  });

  it('learn nothing of leads, nor of offers whose creative was not chosen by learning', () => {
    expect(sumsOf([outcome({ type: 'LEAD_SUBMITTED' }), outcome({ foretold: null })], new Set())).toEqual([]);
  });

  it('have four weeks count half, and what comes late as much as if it had come in time', () => {
    expect(weightAt(began) / weightAt(began - 28 * day)).toBeCloseTo(2, 12);
    const late = outcome({ type: 'OFFER_CLICKED', occurredAt: began + 9 * day });
    expect(sumsOf([late], new Set())[0]?.clicks).toBe(weightAt(began));
    expect(Number.isFinite(weightAt(Date.UTC(2090, 0, 1)))).toBe(true);
  });
});
