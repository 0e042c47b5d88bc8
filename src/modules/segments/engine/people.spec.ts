import fc from 'fast-check';
import { People } from './people.js';

const anyId = fc.oneof(
  fc.uuid(),
  fc.nat(40).map((n) => `00000000-0000-4000-8000-0000000000${n.toString(16).padStart(2, '0')}`),
);

describe('people', () => {
  it('keeps one number for each id until they are gone, and gives it to nobody else meanwhile', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(anyId, fc.boolean()), { maxLength: 400 }), (steps) => {
        const people = new People();
        const known = new Map<string, number>();
        for (const [id, comes] of steps) {
          if (comes) {
            const number = people.add(id);
            expect(known.get(id) ?? number).toBe(number);
            known.set(id, number);
          } else {
            expect(people.remove(id)).toBe(known.get(id) ?? -1);
            known.delete(id);
          }
        }
        expect(people.living).toBe(known.size);
        expect(new Set(known.values()).size).toBe(known.size);
        for (const [id, number] of known) {
          expect(people.find(id)).toBe(number);
          expect(people.idOf(number)).toBe(id);
          expect(people.has(number)).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('finds each of very many', () => {
    const people = new People();
    const ids = Array.from(
      { length: 20_000 },
      (_, n) => `${n.toString(16).padStart(8, '0')}-0000-4000-8000-000000000000`,
    );
    ids.forEach((id, number) => expect(people.add(id)).toBe(number));
    for (const id of ids.filter((_, number) => number % 3 === 0)) people.remove(id);
    ids.forEach((id, number) => expect(people.find(id) >= 0).toBe(number % 3 !== 0));
  });
});
