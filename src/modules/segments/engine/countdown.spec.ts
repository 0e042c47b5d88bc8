import fc from 'fast-check';
import { Countdown } from './countdown.js';

describe('a countdown', () => {
  it('tells of each slot when none is left to it, whatever is counted beside it', () => {
    const first = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 40, maxLength: 40 });
    const step = fc.record({ slots: fc.integer(), word: fc.nat(1) });
    fc.assert(
      fc.property(first, fc.array(step, { maxLength: 80 }), fc.nat(60), (needs, steps, again) => {
        const countdown = new Countdown(needs.map((need) => [need]), 2); // prettier-ignore
        let left = [...needs];
        countdown.begin();
        steps.forEach(({ slots, word }, n) => {
          if (n === again) {
            countdown.begin();
            left = [...needs];
          }
          const counted = needs.flatMap((_, slot) => slot >> 5 === word && (slots >>> (slot & 31)) & 1 ? [slot] : []); // prettier-ignore
          const mask = counted.reduce((bits, slot) => bits | (1 << (slot & 31)), 0);
          const none = countdown.count(word, mask);
          for (const slot of counted) {
            const still = (left[slot] ?? 0) - 1;
            expect((none >>> (slot & 31)) & 1).toBe(still === 0 ? 1 : 0);
            left[slot] = still === 0 ? 7 : still;
            if (still === 0) countdown.set(slot, 7);
          }
        });
      }),
      { numRuns: 300 },
    );
  });
});
