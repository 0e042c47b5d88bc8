import fc from 'fast-check';
import { leadInterests } from '../../../models/lead/lead-wish.js';
import { foldTarget, isOneInterest, joined, planFolds, type OpenLead, type Raised } from './one-interest.js';

const ann = { firstName: 'Ann', email: 'ann@example.com' };
const nothing: Raised = {
  interest: 'BUY',
  vehicleId: null,
  make: null,
  model: null,
  contact: ann,
  askedDealerIds: [],
};
const rav4: Raised = { ...nothing, vehicleId: 'v-1', make: 'Toyota', model: 'RAV4' };
const civic: Raised = { ...nothing, vehicleId: 'v-2', make: 'Honda', model: 'Civic' };
const at = (id: string, minute: number, wanted: Raised): OpenLead => ({ ...wanted, id, createdAt: new Date(minute * 60_000) }); // prettier-ignore

describe('two hands of one person', () => {
  it.each([
    ['the same car', rav4, rav4],
    ['another unit of the model', rav4, { ...rav4, vehicleId: 'v-9', make: 'TOYOTA', model: ' rav4' }],
    ['a model that is only named', rav4, { ...rav4, vehicleId: null }],
    ['no car named by one', rav4, nothing],
    ['no car named by either', nothing, nothing],
    ['a general form beside the department’s', { ...nothing, interest: 'OTHER' as const }, rav4],
  ])('are of one interest: %s', (_what, one, other) => {
    expect([isOneInterest(one, other), isOneInterest(other, one)]).toEqual([true, true]);
  });

  it.each([
    ['another model', rav4, civic],
    ['another interest', rav4, { ...rav4, interest: 'TRADE_IN' as const }],
    ['another interest, no car named', nothing, { ...nothing, interest: 'LEASE' as const }],
    ['cars of which nothing is known but that they are two', { ...rav4, make: null, model: null }, { ...civic, make: null, model: null }],
  ])('are of two interests: %s', (_what, one, other) => {
    expect([isOneInterest(one, other), isOneInterest(other, one)]).toEqual([false, false]);
  }); // prettier-ignore
});

describe('foldTarget', () => {
  it('takes the lead that names the car, then the one that wants the same, then the newest', () => {
    const leads = [at('general', 1, { ...nothing, interest: 'OTHER' }), at('car', 2, rav4), at('other', 3, civic)]; // prettier-ignore
    expect(foldTarget(leads, { ...rav4, interest: 'OTHER' })?.id).toBe('car');
    expect(foldTarget(leads, { ...nothing, interest: 'BUY' })?.id).toBe('other');
    expect(foldTarget(leads, { ...rav4, interest: 'LEASE' })?.id).toBe('general');
    expect(foldTarget(leads.slice(1), { ...rav4, interest: 'LEASE' })).toBeNull();
  });

  it('takes no lead of somebody else on the same device, and the one of who corrects a number', () => {
    const leads = [at('of Ann', 1, { ...rav4, contact: { ...ann, phone: '020 7946 0010' } })];
    expect(
      foldTarget(leads, { ...rav4, contact: { firstName: 'Bob', email: 'bob@example.com' } }),
    ).toBeNull();
    expect(foldTarget(leads, { ...rav4, contact: { ...ann, phone: '020 7946 0099' } })?.id).toBe('of Ann');
    const bob = at('of Bob', 2, { ...rav4, contact: { firstName: 'Bob', phone: '020 7946 0010' } });
    expect(planFolds([...leads, bob, at('again', 3, rav4)])).toEqual([{ id: 'again', into: 'of Ann' }]);
  });

  it('takes no lead of another dealer who was asked for by name, and one where nobody was', () => {
    const asked = (...askedDealerIds: string[]) => ({ ...rav4, askedDealerIds });
    const leads = [at('of D1', 1, asked('D1')), at('of D2', 2, asked('D2')), at('of both', 3, asked('D1', 'D2'))];
    expect(foldTarget(leads, asked('D1'))?.id).toBe('of D1');
    expect(foldTarget(leads, asked('D3'))).toBeNull();
    expect(foldTarget(leads, asked())?.id).toBe('of both');
    expect(foldTarget([at('of nobody', 1, rav4)], asked('D3'))?.id).toBe('of nobody');
    // The newer ones that named none go with the oldest; then D2's stays apart, as the oldest is D1's by then.
    expect(planFolds([at('a', 1, rav4), at('b', 2, asked('D1')), at('c', 3, asked('D2')), at('d', 4, rav4)])).toEqual([{ id: 'b', into: 'a' }, { id: 'd', into: 'a' }]);
  }); // prettier-ignore
});

const wanted: fc.Arbitrary<Raised> = fc
  .tuple(
    fc.constantFrom(...leadInterests),
    fc.constantFrom(
      nothing,
      rav4,
      civic,
      { ...rav4, vehicleId: null },
      { ...rav4, vehicleId: null, model: null },
    ),
    fc.constantFrom([], [], ['D1'], ['D2']),
  ) // prettier-ignore
  .map(([interest, car, askedDealerIds]) => ({ ...car, interest, askedDealerIds }));

describe('open leads of one person', () => {
  it('are each for something else, in whatever order hands come', () => {
    fc.assert(
      fc.property(fc.array(wanted, { maxLength: 12 }), (hands) => {
        const open: OpenLead[] = [];
        hands.forEach((hand, n) => {
          const target = foldTarget(open, hand);
          if (target)
            open[open.indexOf(target)] = {
              ...target,
              ...joined(target, hand),
              askedDealerIds: [...target.askedDealerIds, ...hand.askedDealerIds],
            };
          else open.push(at(`l-${n}`, n, hand));
        });
        for (const [n, one] of open.entries())
          for (const other of open.slice(n + 1)) expect(foldTarget([one], other)).toBeNull();
        for (const { askedDealerIds } of open) expect(new Set(askedDealerIds).size).toBeLessThan(2);
      }),
    );
  });

  it('fold into older ones that stay, each once, where two people turn out to be one', () => {
    fc.assert(
      fc.property(fc.array(wanted, { maxLength: 10 }), (all) => {
        const open = all.map((each, n) => at(`l-${n}`, n, each));
        const folds = planFolds(open.toReversed());
        const folded = folds.map(({ id }) => id);
        expect(new Set(folded).size).toBe(folded.length);
        for (const { id, into } of folds) {
          expect(folded).not.toContain(into);
          expect(Number(into.slice(2))).toBeLessThan(Number(id.slice(2)));
        }
        const askedOf = (id: string) => open.flatMap((lead) => (lead.id === id ? lead.askedDealerIds : []));
        for (const { id } of open) {
          const under = folds.filter(({ into }) => into === id).flatMap((fold) => askedOf(fold.id));
          expect(new Set([...askedOf(id), ...under]).size).toBeLessThan(2);
        }
        if (all.length > 0) expect(folded).not.toContain('l-0');
      }),
    );
  });
});
