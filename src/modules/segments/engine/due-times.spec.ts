import fc from 'fast-check';
import { DueTimes } from './due-times.js';

describe('due times', () => {
  it('names everybody whose time has come, and nobody else, however often times change', () => {
    const step = fc.record({
      person: fc.nat(5_000),
      at: fc.nat(100),
      look: fc.option(fc.nat(100), { freq: 3 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const times = new DueTimes();
        const known = new Map<number, number>();
        for (const { person, at, look } of steps) {
          times.set(person, at);
          known.set(person, at);
          if (look === null) continue;
          const wanted = [...known].flatMap(([one, due]) => (due <= look ? [one] : []));
          expect(times.due(look)).toEqual(wanted.sort((one, other) => one - other));
          expect(times.next).toBeLessThanOrEqual(Math.min(...known.values()));
        }
      }),
      { numRuns: 300 },
    );
  });
});
