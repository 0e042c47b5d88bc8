import fc from 'fast-check';
import type { EventFacts } from '../meaning/deed-fits.js';
import { Kinds, TooManyKinds } from './kinds.js';

const facts: fc.Arbitrary<EventFacts> = fc.record({
  type: fc.constantFrom('VEHICLE_VIEWED' as const, 'LEAD_SUBMITTED' as const, 'CUSTOM' as const),
  name: fc.constantFrom('', 'Brochure read', '__proto__'),
  vehicle: fc.constantFrom(null, { make: 'Kia' }, { make: 'Kia', model: 'Sportage' }),
  properties: fc.record({ pages: fc.nat({ max: 3 }) }),
});
const textOf = ({ type, name, vehicle, properties }: EventFacts) => JSON.stringify([type, name, vehicle, properties]); // prettier-ignore

describe('kinds of events', () => {
  it('have one number each, by which they are found again', () => {
    fc.assert(
      fc.property(fc.array(facts), (events) => {
        const kinds = new Kinds();
        const numbers = events.map((each) => kinds.of(each));
        expect(numbers.map((number) => textOf(kinds.at(number)))).toEqual(events.map(textOf));
        expect(kinds.size).toBe(new Set(events.map(textOf)).size);
      }),
    );
  });

  it('are refused beyond as many as can be told apart: nothing is taken for another, and those known still are', () => {
    fc.assert(
      fc.property(fc.array(facts, { minLength: 1 }), fc.integer({ min: 1, max: 8 }), (events, most) => {
        const kinds = new Kinds(most);
        for (const each of events) {
          const isKnown = Array.from({ length: kinds.size }, (_, n) => textOf(kinds.at(n))).includes(textOf(each)); // prettier-ignore
          if (isKnown || kinds.size < most) expect(textOf(kinds.at(kinds.of(each)))).toBe(textOf(each));
          else expect(() => kinds.of(each)).toThrow(TooManyKinds);
          expect(kinds.size).toBeLessThanOrEqual(most);
        }
      }),
    );
  });

  it('that are too many are told with what to do', () => {
    const kinds = new Kinds(1);
    kinds.of({ type: 'CUSTOM', name: 'a', vehicle: null });
    expect(() => kinds.of({ type: 'CUSTOM', name: 'b', vehicle: null })).toThrow(
      'more than 1 different things. Each type, name, vehicle and value of a property that rules ask for makes another',
    );
  });
});
