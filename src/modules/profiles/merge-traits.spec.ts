import fc from 'fast-check';
import { mergeTraits, noTraits, stated } from './merge-traits.js';

const statement = fc.record({
  traits: fc.dictionary(fc.constantFrom('email', 'budget', '__proto__', 'plan'), fc.oneof(fc.string(), fc.integer(), fc.constant(null))), // prettier-ignore
  at: fc.integer({ min: 0, max: 3 }),
});

describe('mergeTraits', () => {
  it('lets the later statement of each trait win', () => {
    const early = stated({ plan: 'lease', budget: 300 }, 1);
    const late = stated({ plan: 'buy' }, 2);
    expect(mergeTraits(late, early).traits).toEqual({ plan: 'buy', budget: 300 });
    expect(mergeTraits(early, late).traits).toEqual({ plan: 'buy', budget: 300 });
  });

  it('ends the same whatever the order of arrival', () => {
    fc.assert(
      fc.property(fc.array(statement, { maxLength: 6 }).chain(inAnyOrder), ([told, shuffled]) => {
        const all = (list: typeof told) =>
          list.reduce((sum, { traits, at }) => mergeTraits(sum, stated(traits, at)), noTraits);
        expect(sorted(all(shuffled))).toEqual(sorted(all(told)));
        expect(sorted(all([...told, ...told]))).toEqual(sorted(all(told)));
      }),
    );
  });
});

function sorted({ traits, traitsAt }: typeof noTraits) {
  return [Object.entries(traits).sort(), Object.entries(traitsAt).sort()];
}

function inAnyOrder<T>(told: T[]) {
  const all = { minLength: told.length, maxLength: told.length };
  return fc.tuple(fc.constant(told), fc.shuffledSubarray(told, all));
}
