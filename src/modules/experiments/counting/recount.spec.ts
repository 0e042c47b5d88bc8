import fc from 'fast-check';
import type { EventType } from '../../../models/event/event-type.js';
import type { HistoryEvent } from '../../../models/profile/profile-history.js';
import { noMoments, plus, type Moments } from '../reading/moments.js';
import { contributionOf } from './contribution.js';
import { addedUp } from './corrections.js';
import { recount, type CountedExposure } from './recount.js';

const dayMs = 86_400_000;
const did = (type: EventType, at: number, properties: Record<string, unknown> = {}): HistoryEvent => ({ type, name: type, at, seq: at, vehicle: null, properties }); // prettier-ignore
const exposure = (unit: string, arm: number, exposedAt: number): CountedExposure => ({ unit, arm, exposedAt, identityId: null, state: 'NEW', contribution: null }); // prettier-ignore

describe('what is counted of a person', () => {
  const at = 100 * dayMs;
  const events = [
    did('VEHICLE_VIEWED', at - 2 * dayMs),
    did('VEHICLE_VIEWED', at - dayMs),
    did('OFFER_CLICKED', at - 1),
    did('OFFER_CLICKED', at),
    did('OFFER_CLICKED', at + dayMs),
    did('LEAD_SUBMITTED', at + dayMs),
    did('LEAD_MOVED', at + dayMs, { to: 'SOLD' }),
    did('ORDER_PLACED', at + dayMs, { amount: '19999.99' }),
    did('ORDER_PLACED', at + 2 * dayMs - 1, { amount: 0.01 }),
    did('ORDER_PLACED', at + 2 * dayMs, { amount: 5 }),
  ];

  it('is what they did from the first exposure on, to the millisecond, and before', () => {
    expect(contributionOf(events, at, 2, ['CLICKS', 'LEADS', 'SALES', 'VALUE', 'TEST_DRIVES'])).toEqual({
      x: 3,
      y: [2, 1, 2, 2_000_000, 0],
    });
    expect(contributionOf(events, at, 1, ['CLICKS'])).toEqual({ x: 2, y: [1] });
  });

  it('is a sale once, whether the order or the dealer told of it', () => {
    const sold = [did('LEAD_MOVED', at, { to: 'SOLD' }), did('LEAD_MOVED', at, { to: 'LOST' })];
    expect(contributionOf(sold, at, 2, ['SALES']).y).toEqual([1]);
    expect(contributionOf([...sold, did('ORDER_PLACED', at, {})], at, 2, ['SALES', 'VALUE']).y).toEqual([1, 0]); // prettier-ignore
  });
});

describe('counting anew', () => {
  it('counts a person once, in the arm they were first exposed in', () => {
    const both = [exposure('phone', 1, 20), exposure('laptop', 0, 10)];
    const { exposures, corrections } = recount(both, { x: 1, y: [2] });
    expect(exposures.map(({ unit, state }) => [unit, state])).toEqual([['phone', 'SECOND'], ['laptop', 'COUNTED']]); // prettier-ignore
    expect(corrections).toEqual([{ arm: 0, sign: 1, contribution: { x: 1, y: [2] } }]);
    expect(recount(exposures, { x: 1, y: [2] }).corrections).toEqual([]);
  });

  /** However people turn out to be one, or two again, and whatever they do: sums are those of the people there are now. */
  it('ends with the sums of the people there are, in whatever order it was learnt', () => {
    const unit = fc.record({ arm: fc.nat(1), exposedAt: fc.nat(9) });
    const step = fc.record({ people: fc.array(fc.nat(3), { minLength: 6, maxLength: 6 }), y: fc.array(fc.nat(5), { minLength: 4, maxLength: 4 }) }); // prettier-ignore
    fc.assert(
      fc.property(
        fc.array(unit, { minLength: 6, maxLength: 6 }),
        fc.array(step, { minLength: 1, maxLength: 5 }),
        (units, steps) => {
          // prettier-ignore
          let exposures = units.map(({ arm, exposedAt }, n) => exposure(`u${n}`, arm, exposedAt));
          let sums: Moments[] = [noMoments, noMoments];
          for (const { people, y } of steps) {
            const after = new Map<string, CountedExposure>();
            const corrections = [...new Set(people)].flatMap((person) => {
              const theirs = exposures.filter((_, n) => people[n] === person);
              const done = recount(theirs, { x: person, y: [y[person] ?? 0] });
              for (const each of done.exposures) after.set(each.unit, each);
              return done.corrections;
            });
            exposures = exposures.map((each) => after.get(each.unit) ?? each);
            for (const { arm, by } of addedUp(corrections, ['CLICKS'])) sums = sums.map((sum, place) => (place === arm ? plus(sum, by) : sum)); // prettier-ignore
            const counted = exposures.filter(({ state }) => state === 'COUNTED');
            expect(counted).toHaveLength(new Set(people).size);
            const truth = [0, 1].map((arm) => counted.filter((each) => each.arm === arm).map(({ contribution }) => contribution?.y[0] ?? 0)); // prettier-ignore
            expect(sums.map(({ people: count, y: sum }) => [count, sum])).toEqual(truth.map((each) => [each.length, each.reduce((all, one) => all + one, 0)])); // prettier-ignore
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});
