import fc from 'fast-check';
import { leadInterests } from '../../../models/lead/lead-wish.js';
import { foldTarget, isOneInterest, joined, planFolds, type OpenLead, type Raised } from './one-interest.js';

const ann = { firstName: 'Ann', email: 'ann@example.com' };
const nothing: Raised = { interest: 'BUY', vehicleId: null, make: null, model: null, contact: ann };
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
  ) // prettier-ignore
  .map(([interest, car]) => ({ ...car, interest }));

describe('open leads of one person', () => {
  it('are each for something else, in whatever order hands come', () => {
    fc.assert(
      fc.property(fc.array(wanted, { maxLength: 12 }), (hands) => {
        const open: OpenLead[] = [];
        hands.forEach((hand, n) => {
          const target = foldTarget(open, hand);
          if (target) open[open.indexOf(target)] = { ...target, ...joined(target, hand) };
          else open.push(at(`l-${n}`, n, hand));
        });
        for (const [n, one] of open.entries())
          for (const other of open.slice(n + 1)) expect(isOneInterest(one, other)).toBe(false);
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
        if (all.length > 0) expect(folded).not.toContain('l-0');
      }),
    );
  });
});
