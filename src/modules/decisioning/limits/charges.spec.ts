import fc from 'fast-check';
import { groupBy } from '../../platform/group-by.js';
import { campaignDay, chargesFor, type Charge, type Standing } from './charges.js';

const amount = fc.integer({ min: 0, max: 50 });
const charge = fc
  .record({ campaignId: fc.constantFrom('a', 'b'), day: fc.constantFrom('2026-11-27', '2026-11-28'), priceMicros: fc.integer({ min: 1, max: 20 }) })
  .map((facts): Charge => ({ tenantId: 't', decisionId: 'd', position: 1, billedOn: 'OFFER_VIEWED', chargedMicros: 0, occurredAt: 0, hold: null, ...facts })); // prettier-ignore
const before = fc.record({
  total: fc.option(amount),
  daily: fc.option(amount),
  spent: amount,
  today: fc.tuple(amount, amount),
});
const sum = (charges: readonly Charge[]) =>
  charges.reduce((all, { chargedMicros }) => all + chargedMicros, 0);

describe('charges', () => {
  it('take the whole price while the budgets reach, then what is left, and never lead beyond a budget', () =>
    fc.assert(
      fc.property(fc.array(charge, { maxLength: 12 }), fc.tuple(before, before), (charges, both) => {
        const standings = new Map<string, Standing>();
        for (const [n, { total, daily, spent, today }] of both.entries())
          for (const [m, day] of ['2026-11-27', '2026-11-28'].entries())
            standings.set(campaignDay({ tenantId: 't', campaignId: n === 0 ? 'a' : 'b', day }), { spent, spentToday: today[m === 0 ? 0 : 1], budget: { total, daily } });
        const charged = chargesFor(charges, standings);
        expect(charged.map(({ priceMicros }) => priceMicros)).toEqual(charges.map(({ priceMicros }) => priceMicros));
        for (const [n, name] of ['a', 'b'].entries()) {
          const of = charged.filter(({ campaignId }) => campaignId === name);
          const { total, spent, today, daily } = both[n] ?? { total: null, spent: 0, today: [0, 0], daily: null };
          if (total !== null) expect(sum(of)).toBeLessThanOrEqual(Math.max(0, total - spent));
          for (const [m, day] of ['2026-11-27', '2026-11-28'].entries())
            if (daily !== null) expect(sum(of.filter((each) => each.day === day))).toBeLessThanOrEqual(Math.max(0, daily - (today[m] ?? 0)));
          if (total === null && daily === null) expect(sum(of)).toBe(of.reduce((all, { priceMicros }) => all + priceMicros, 0));
          // Whoever was charged less than the price found nothing left.
          for (const [day, ofDay] of groupBy(of, (each) => each.day))
            if (ofDay.some(({ chargedMicros, priceMicros }) => chargedMicros < priceMicros)) {
              const m = day === '2026-11-27' ? 0 : 1;
              const isOut = total !== null && sum(of) >= total - spent;
              expect(isOut || (daily !== null && sum(ofDay) >= daily - today[m])).toBe(true);
            }
        }
      }),
    )); // prettier-ignore
});
